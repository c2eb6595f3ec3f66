import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { KubeConfig } from "@kubernetes/client-node";

import { rangeEnd } from "../../../../experiment/senses/rangeEnd";
import { announce } from "../../../../range/state/runningRanges";
import { inTemporaryFolder } from "../../range/temporary";
import { rangeOf } from "../../range/state/rangeOf";

function configFor(server: string): KubeConfig {
    const config = new KubeConfig();
    config.loadFromClusterAndUser(
        { name: "range", server, skipTLSVerify: false },
        { name: "somebody" },
    );
    return config;
}

describe("the end of a range that somebody else has started", () => {
    it("is known from then on to whoever uses its API server, and to nobody else", () =>
        inTemporaryFolder(async (folder) => {
            const server = "https://127.0.0.1:6443";
            const kubeconfigPath = join(folder, "kubeconfig");
            writeFileSync(kubeconfigPath, configFor(server).exportConfig());
            const child = spawn("sleep", ["60"]);
            const processId = child.pid ?? 0;
            announce({ ...rangeOf(processId), kubeconfigPath });
            announce({ ...rangeOf(process.pid), kubeconfigPath: join(folder, "gone") });
            const [end, otherEnd] = [server, "https://127.0.0.1:7443"].map((one) =>
                rangeEnd(configFor(one)),
            );
            assert.deepEqual([end?.(), otherEnd?.()], [undefined, undefined]);
            child.kill("SIGKILL");
            await once(child, "exit");
            assert.equal(end?.(), `The range is gone: its process ${processId} has ended`);
            assert.equal(otherEnd?.(), undefined);
        }));
});
