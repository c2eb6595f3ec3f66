import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import { KubeConfig } from "@kubernetes/client-node";

import { DatadogStage } from "../../support/engine/datadogStage";
import { LiveShop, type LiveSpecs } from "../../support/engine/liveShop";
import { Range } from "../../support/engine/range";
import { FailedUpdate, type Update } from "../../support/engine/update";
import type { RangeProcess } from "../../support/range/rangeProcess";

/** As docs/operations.md has it. */
const documented = { refresh: true, forgetUnreachable: true };

/** A stage of its own: the others need their cluster. */
export function clusterGone(range: () => Range): void {
    describe("the cluster is gone, the stack is not", () => {
        let own: Range;
        let cluster: RangeProcess;
        /** The kubeconfig of the cluster that there is, or was last. */
        let kubeconfig: string;
        /** Without the Datadog plugin the rest is still to be seen. */
        let stage: DatadogStage | undefined;
        let healthy: LiveSpecs;

        before(async () => {
            const { engine, record } = range();
            own = await Range.start(engine, record);
            cluster = own.process;
            kubeconfig = readFileSync(own.project.kubeconfigPath, "utf8");
            if (engine.withoutDatadog === undefined) {
                stage = await DatadogStage.open(record, own.dev);
                await stage.configure();
            }
            const observability = stage === undefined ? "none" : "resources";
            await own.dev.up({ observability });
            healthy = await shop().specs();
            await own.dev.up({ incident: "hybrid" });
        });

        after(async () => {
            await cluster.end();
            await stage?.close();
            await own.stop();
        });

        /** The shop of the cluster that is there now. */
        const shop = (): LiveShop => {
            const config = new KubeConfig();
            config.loadFromString(kubeconfig);
            return new LiveShop(config, own.shop.namespace);
        };
        /** Of the shop; every cluster has a certificate of its own, and with it the hash changes. */
        const differences = async (): Promise<readonly string[]> =>
            (await shop().differencesFrom(healthy)).filter(
                (line) => !/^(\["ConfigMap kube-root-ca\.crt"\]|hash )/.test(line),
            );
        /** What people's kubeconfig holds; a control plane of ours takes its own away. */
        const setKubeconfig = (text: string): void => {
            mkdirSync(dirname(own.project.kubeconfigPath), { recursive: true });
            writeFileSync(own.project.kubeconfigPath, text, { mode: 0o600 });
        };
        const loseCluster = async (): Promise<void> => {
            await cluster.end();
            setKubeconfig(kubeconfig);
        };
        const makeCluster = async (): Promise<void> => {
            cluster = await Range.startProcess();
            const { KUBECONFIG = "" } = await cluster.environment();
            kubeconfig = readFileSync(KUBECONFIG, "utf8");
            setKubeconfig(kubeconfig);
        };
        const host = (): string => {
            const config = new KubeConfig();
            config.loadFromString(kubeconfig);
            return new URL(config.getCurrentCluster()?.server ?? "").host;
        };
        const monitors = (): readonly unknown[] => [
            ...(stage?.standIn.account.monitors.keys() ?? []),
        ];
        const assertNothingLeft = async (): Promise<void> => {
            const { resources = [] } = (await own.dev.state()).deployment as {
                resources?: unknown[];
            };
            assert.deepEqual(resources, []);
        };

        it("a new cluster gets the shop by a refresh, and Datadog keeps what it has", async () => {
            const before = monitors();
            await loseCluster();
            await makeCluster();
            await own.recover();
            assert.deepEqual(await differences(), []);
            assert.deepEqual(monitors(), before);
        });

        it("a destroy says which address does not answer, and the way out", async () => {
            await loseCluster();
            await assert.rejects(own.dev.destroy(), ({ update }: FailedUpdate) => {
                const said = [...update.warnings, ...update.errors].join("\n");
                assert.ok(said.includes(host()), said);
                assert.match(said, /PULUMI_K8S_DELETE_UNREACHABLE/);
                return true;
            });
        });

        it("given up, it is forgotten, the agent's release too", async () => {
            await makeCluster();
            await own.recover();
            await loseCluster();
            await own.dev.pretend(agentRelease);
            const update: Update = await own.dev.destroy(documented);
            assert.ok(update.warnings.some((warning) => warning.includes(host())));
            await assertNothingLeft();
        });

        it("nothing of it is left in Datadog", function () {
            if (stage === undefined) {
                this.skip();
            }
            assert.deepEqual(stage.standIn.account.holdings, {});
        });

        it("a new cluster then takes everything anew", async () => {
            await makeCluster();
            await own.dev.up({ incident: "none" });
            assert.deepEqual(await differences(), []);
            await loseCluster();
        });

        it("log metrics of fixed names were taken again, without a conflict", function () {
            if (stage === undefined) {
                this.skip();
            }
            assert.deepEqual(stage.standIn.mistakes, []);
        });

        it("a kubeconfig that is broken, or empty, is no obstacle either", async () => {
            setKubeconfig("%%% not: [yaml");
            await assert.rejects(own.dev.destroy(), FailedUpdate);
            setKubeconfig("");
            await own.dev.destroy(documented);
            await assertNothingLeft();
            assert.deepEqual(stage?.standIn.account.holdings ?? {}, {});
        });
    });
}

/** Its chart is nowhere to be had here; what the stack would hold of it is this. */
const agentRelease = {
    type: "kubernetes:helm.sh/v3:Release",
    name: "datadog-agent",
    id: "datadog/datadog",
    inputs: { name: "datadog", namespace: "datadog", chart: "datadog" },
};
