import assert from "node:assert/strict";
import { once } from "node:events";
import {
    createServer,
    get,
    type IncomingMessage,
    type Server,
    type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";

import { logsHandler } from "../../../../range/node/kubelet/logs";
import { type ContainerLog, ContainerLogs } from "../../../../range/node/world/containerLogs";
import { stopServer } from "../../../../tools/stopServer";
import type { PodSample } from "../../../../twin/observer";

const [pod, container] = ["front-end-1", "front-end"] as const;

describe("a container's log that is followed", () => {
    let logs: ContainerLogs;
    let server: Server;
    let response: ServerResponse;

    beforeEach(async () => {
        logs = new ContainerLogs((time) => time);
        const handler = logsHandler({
            now: () => 0,
            logsOf: () => logs,
            hasContainer: () => true,
        });
        server = createServer((asked, answer) => {
            response = answer;
            void handler(asked, answer, new URL(asked.url ?? "/", "http://localhost"));
        }).listen(0, "127.0.0.1");
        await once(server, "listening");
    });

    afterEach(() => stopServer(server));

    const write = (text: string): void => {
        logs.current(pod, container, "1").write({ at: 1, stream: "stdout", text });
    };

    /** Its answer, of which nobody has read a byte. */
    const followed = async (): Promise<IncomingMessage> => {
        const { port } = server.address() as AddressInfo;
        const path = `/containerLogs/sock-shop/${pod}/${container}?follow=true`;
        const asked = get({ host: "127.0.0.1", port, path });
        const [answer] = (await once(asked, "response")) as [IncomingMessage];
        return answer;
    };

    it("comes line by line, what there is and what is written from now on", async () => {
        write("before");
        const answer = await followed();
        write("after");
        let text = "";
        for await (const part of answer.setEncoding("utf8")) {
            text += part as string;
            if (text.endsWith("after\n")) {
                break;
            }
        }
        assert.equal(text, "before\nafter\n");
    });

    it("waits in 10 MiB at most for whoever does not read, and goes on when he does", async () => {
        write("first");
        const answer = await followed();
        const line = "x".repeat(10_000);
        for (let count = 0; count < 5000; count++) {
            write(line);
        }
        const waiting = response.writableLength;
        assert.ok(waiting > 1024 * 1024, "of 50 MB something waits");
        assert.ok(waiting < 11 * 1024 * 1024, `${waiting} bytes wait`);
        let end = "";
        let isLast = false;
        for await (const part of answer.setEncoding("utf8")) {
            end = (end + (part as string)).slice(-10);
            if (response.writableLength === 0 && !isLast) {
                isLast = true;
                write("last");
            }
            if (end.endsWith("last\n")) {
                break;
            }
        }
        assert.match(end, /last\n$/);
    });
});

describe("the log of a container", () => {
    /** More than a log has lines. */
    const many = 45_000;

    it("is not pushed out by requests of which the service writes no line", () => {
        const logs = new ContainerLogs((time) => time);
        const current = (): ContainerLog => logs.current(pod, container, "1");
        current().write({ at: 1, stream: "stdout", text: "server starting" });
        const served = (path: string, deployment = "front-end"): void => {
            const sample = { name: pod, container, containerId: "1", deployment };
            logs.served({
                ...{ endedAt: 2, durationSeconds: 0.01, method: "GET", path, route: path },
                ...{ status: 200, pod: sample as unknown as PodSample },
            });
        };
        for (let probe = 0; probe < many; probe += 1) {
            served("/");
            served("/health", "orders");
        }
        served("/catalogue");
        assert.deepEqual(
            current()
                .lines()
                .map(({ text }) => text.replaceAll(/\u001b\[\d+m/g, "")),
            ["server starting", "GET /catalogue 200 10.000 ms - -"],
        );
        for (let request = 0; request < many; request += 1) {
            served("/catalogue");
        }
        const { length } = current().lines();
        assert.ok(length >= 30_000 && length <= 40_000, `${length} lines`);
    });
});
