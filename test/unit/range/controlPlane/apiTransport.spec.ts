import { strict as assert } from "node:assert";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { agentFor, call } from "../../../../range/controlPlane/apiTransport";
import { createClientCertificate } from "../../../../range/controlPlane/certificates";

describe("A request to an API server", () => {
    let directory = "";
    let server: Server | undefined;

    beforeEach(() => {
        directory = mkdtempSync(join(tmpdir(), "transport-"));
    });
    afterEach(() => {
        server?.closeAllConnections();
        server?.close();
        rmSync(directory, { recursive: true });
    });

    /** Asks so many times, one after the other; the server hangs up on the requests that are told. */
    async function ask(times: number, hungUp: readonly number[]): Promise<readonly unknown[]> {
        const { certificate, key } = createClientCertificate(directory, "server");
        let asked = 0;
        const answer = ({ socket }: IncomingMessage, response: ServerResponse): void => {
            asked += 1;
            if (hungUp.includes(asked)) {
                socket.destroy();
                return;
            }
            response.end(JSON.stringify({ asked }));
        };
        const files = { cert: readFileSync(certificate), key: readFileSync(key) };
        server = createServer(files, answer).listen(0, "127.0.0.1");
        await once(server, "listening");
        const { port } = server.address() as AddressInfo;
        const trust = { rejectUnauthorized: false };
        const options = { ...trust, agent: agentFor(trust) };
        const url = new URL(`https://127.0.0.1:${port}/`);
        const answers: unknown[] = [];
        for (let time = 0; time < times; time++) {
            answers.push(
                await call(options, { method: "GET", url, contentType: "application/json" }),
            );
        }
        return answers;
    }

    it("is sent again when the server has closed the idle connection that it was to use", async () => {
        assert.deepEqual(await ask(2, [2]), [{ asked: 1 }, { asked: 3 }]);
    });

    it("fails when a server hangs up on a connection of its own", async () => {
        await assert.rejects(ask(1, [1]), /socket hang up|ECONNRESET/);
    });
});
