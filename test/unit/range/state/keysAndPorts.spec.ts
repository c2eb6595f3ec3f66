import assert from "node:assert/strict";
import { createServer } from "node:net";
import { once } from "node:events";
import { statSync } from "node:fs";
import { join } from "node:path";

import { keysAndPorts } from "../../../../range/state/keysAndPorts";
import { inTemporaryFolder } from "../temporary";

describe("keys and ports of a range", () => {
    it("are new in a new folder, and the same when it is taken up again", () =>
        inTemporaryFolder(async (folder) => {
            const made = await keysAndPorts(folder);
            assert.deepEqual(await keysAndPorts(folder), made);
            assert.equal(statSync(join(folder, "keys-and-ports.json")).mode & 0o777, 0o600);
            await inTemporaryFolder(async (another) => {
                const { apiKey, appKey, guestAppKey } = await keysAndPorts(another);
                const all = [made.apiKey, made.appKey, made.guestAppKey];
                assert.equal(new Set([...all, apiKey, appKey, guestAppKey]).size, 6);
            });
        }));

    it("are not taken up when another program has the port meanwhile", () =>
        inTemporaryFolder(async (folder) => {
            const { datadogPort } = await keysAndPorts(folder);
            const other = createServer().listen(datadogPort, "127.0.0.1");
            await once(other, "listening");
            await assert.rejects(keysAndPorts(folder), new RegExp(`Port ${datadogPort}, .*taken`));
            other.close();
        }));
});
