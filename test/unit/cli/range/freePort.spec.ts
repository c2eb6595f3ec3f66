import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";

import { requireFreePort } from "../../../../cli/range/freePort";

describe("the shop's port on this machine", () => {
    it("is refused while somebody else has it, with the option that chooses another", async () => {
        const other = createServer().listen(0, "127.0.0.1");
        await once(other, "listening");
        const { port } = other.address() as AddressInfo;
        const values = { nodePort: String(port) };
        const refused = new RegExp(`port ${port} .*EADDRINUSE.* -c nodePort=\\d+$`);
        await assert.rejects(requireFreePort(values, "-c nodePort="), refused);
        other.close();
        await once(other, "close");
        await requireFreePort(values, "-c nodePort=");
        // Tried, and left free.
        await requireFreePort(values, "-c nodePort=");
    });
});
