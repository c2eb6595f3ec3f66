import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { simulatedHttp } from "../../../../range/node/http/simulatedHttp";
import { stopServer } from "../../../../tools/stopServer";

describe("what the simulation answers over HTTP", () => {
    const directory = mkdtempSync(join(tmpdir(), "simulated-http-"));
    after(() => {
        rmSync(directory, { recursive: true });
    });

    for (const [way, listen] of [
        ["a port", { port: 0, host: "127.0.0.1" }],
        ["the API server's socket", { path: join(directory, "it.sock") }],
    ] as const) {
        it(`is a connection cut off, where nobody answers, through ${way}`, async () => {
            const server = simulatedHttp(() => Promise.resolve({ is: "refused" }));
            server.listen(listen);
            await once(server, "listening");
            const { port } = server.address() as AddressInfo;
            const where = "path" in listen ? { socketPath: listen.path } : { port };
            const asked = request({ ...where, path: "/catalogue" }).end();
            await assert.rejects(once(asked, "response"), { code: "ECONNRESET" });
            await stopServer(server);
        });
    }
});
