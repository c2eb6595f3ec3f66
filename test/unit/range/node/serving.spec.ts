import assert from "node:assert/strict";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";

import { WorldClock } from "../../../../range/clock";
import { createClientCertificate } from "../../../../range/controlPlane/certificates";
import type { NodeOptions } from "../../../../range/node/options";
import type { NodeWorlds } from "../../../../range/node/nodeWorlds";
import { serve } from "../../../../range/node/serving";
import { inTemporaryFolder } from "../temporary";

/** Of this process: a spec that ran before may have left some. */
const servers = (): number =>
    process.getActiveResourcesInfo().filter((one) => one === "TCPServerWrap").length;

describe("the node's servers", () => {
    it("that have begun are known to end when a later one fails to start", () =>
        inTemporaryFolder(async (folder) => {
            const { certificate, key } = createClientCertificate(folder, "node");
            const shown = { certificate, key };
            const options = {
                plane: {
                    servingCertificate: { certFile: certificate, keyFile: key },
                    shows: { toKubelets: shown, toExtensions: shown },
                    clusterSocket: join(folder, "missing", "cluster.sock"),
                },
                ...{ api: {}, clock: new WorldClock(), seed: 1, report: () => undefined },
            } as unknown as NodeOptions;
            const ends: (() => void | Promise<void>)[] = [];
            // Nobody asks them for anything.
            const worlds = undefined as unknown as NodeWorlds;
            const before = servers();
            await assert.rejects(
                serve(options, worlds, (end) => ends.push(end)),
                /cluster\.sock/,
            );
            assert.equal(servers(), before + 2);
            for (const end of ends.reverse()) {
                await end();
            }
            // A server says that it has closed a moment before its port has.
            await nextTurn();
            assert.equal(servers(), before);
        }));
});
