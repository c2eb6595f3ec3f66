import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";

import { freePort, isFree } from "../../../../range/controlPlane/ports";

describe("a port for a server that is yet to start", () => {
    it("is none that an outgoing connection may get meanwhile, nor a node port", async function () {
        const range = "/proc/sys/net/ipv4/ip_local_port_range";
        if (process.platform !== "linux") {
            this.skip();
        }
        const [first = 0] = readFileSync(range, "utf8").trim().split(/\s+/).map(Number);
        const ports = await Promise.all(Array.from({ length: 50 }, () => freePort()));
        assert.ok(Math.max(...ports) < Math.min(first, 30_000), String(ports));
        assert.ok(Math.min(...ports) > 1024, String(ports));
    });

    it("is drawn again where somebody has it", async () => {
        const server = createServer().listen(0, "127.0.0.1");
        await once(server, "listening");
        const { port } = server.address() as AddressInfo;
        const free = await freePort();
        const draws = [port, port, free];
        assert.equal(await freePort(() => draws.shift() ?? assert.fail("drawn too often")), free);
        assert.equal(await isFree(port), false);
        server.close();
        await once(server, "close");
    });
});
