import { deepEqual } from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { ClusterSocket } from "../../../../range/node/http/clusterSocket";

describe("the API server's way into the cluster", () => {
    const directory = mkdtempSync(join(tmpdir(), "cluster-socket-"));
    after(() => {
        rmSync(directory, { recursive: true });
    });

    it("says what is no address, and what nobody has, and goes on", async () => {
        const path = join(directory, "it.sock");
        const socket = await ClusterSocket.start({
            path,
            ownPorts: () => [],
            passedOn: () => undefined,
            podAt: () => undefined,
        });
        const told: string[] = [];
        for (const address of ["[", "10.244.0.9:99999", "10.244.0.9:8079"]) {
            const client = connect(path).setEncoding("utf8");
            client.write(`CONNECT ${address} HTTP/1.1\r\nHost: it\r\n\r\n`);
            const [answer] = (await once(client, "data")) as [string];
            told.push(answer.slice("HTTP/1.1 ".length, -4));
            client.destroy();
        }
        await socket.stop();
        deepEqual(told, ["400 Bad Request", "400 Bad Request", "502 Bad Gateway"]);
    });
});
