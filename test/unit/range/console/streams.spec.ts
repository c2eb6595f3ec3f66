import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, get, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { Streams } from "../../../../range/console/http/streams";
import { stopServer } from "../../../../tools/stopServer";

describe("the streams of the console's pages", () => {
    let streams: Streams;
    let server: Server;

    beforeEach(async () => {
        streams = new Streams();
        server = createServer((_, response) => {
            streams.add(response, "trainee");
        }).listen(0, "127.0.0.1");
        await once(server, "listening");
    });

    afterEach(async () => {
        streams.stop();
        await stopServer(server);
    });

    const open = (): number => streams.count;
    const opened = async (): Promise<IncomingMessage> => {
        const { port } = server.address() as AddressInfo;
        const [answer] = (await once(get({ host: "127.0.0.1", port }), "response")) as [
            IncomingMessage,
        ];
        return answer;
    };

    it("let a page go that does not read, and take it up again when it comes back", async () => {
        const idle = await opened();
        assert.equal(open(), 1);
        const ended = once(idle, "error");
        // All of it waits: nothing of this is sent before the loop is over.
        for (let count = 0; count < 1000 && open() > 0; count++) {
            streams.send("trainer", () => ({
                incident: "x".repeat(10_000),
                busy: undefined,
                failure: undefined,
            }));
            assert.ok(count < 500, "more than 4 MiB wait");
        }
        idle.resume();
        const [error] = (await ended) as [Error];
        assert.equal(error.message, "aborted");
        const again = await opened();
        assert.equal(open(), 1);
        streams.stop();
        again.resume();
        await once(again, "end");
    });
});
