/** The command that puts replica counts back: as a function, and as the engine runs it. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { restoreReplicas } from "../../live/replicaCounts";
import { type Plan, type PlannedObject, type PlannedResource } from "../../plan/plan";
import { renderPlan } from "../../plan/render";
import { LiveShop } from "../support/apply/liveShop";
import { claimNamespace, removeNamespace } from "../support/apply/namespaces";
import { runDelete } from "../../range/apply/plannedCommand";
import { kubeConfigOf } from "../../range/apply/kubeConfig";
import { settingsFor, sharedCluster } from "../support/apply/sharedCluster";
import { StrictClient } from "../../range/apply/strictClient";
import type { KubernetesObject, TestCluster } from "../support/controlPlane";
import { resourceNamed } from "../support/planAccess";

const plot = { namespace: "cluster-tier-restore", nodePort: 30013 };

/** Nothing listens on the discard port. */
const nowhere = "https://127.0.0.1:9";

/** Of the incident and of the autoscaler: what happens to autoscalers of others. */
const commands = {
    remove: "recovery-command",
    keep: "sock-shop-front-end-autoscaler-restore-command",
};

describe("putting replica counts back", () => {
    let cluster: TestCluster;
    let client: StrictClient;
    let shop: LiveShop;
    /** With an incident and an autoscaler, so that both commands are in it. */
    let plan: Plan;

    before(async function () {
        cluster = await sharedCluster();
        await claimNamespace(cluster, plot.namespace, this);
        client = new StrictClient(cluster);
        shop = new LiveShop(cluster, plot.namespace);
        const place = settingsFor(cluster, plot);
        plan = await renderPlan({ ...place, incident: "hybrid", remediation: "hpa" });
        const healthy = await renderPlan(place);
        const wanted = ["front-end", "catalogue", "payment"].map((name) => {
            return resourceNamed(healthy, `sock-shop-${name}-deployment`);
        });
        for (const resource of [resourceNamed(healthy, "shop-namespace"), ...wanted]) {
            await client.apply(objectOf(resource));
        }
    });

    after(async () => {
        await removeNamespace(cluster, plot.namespace);
    });

    const restore = (removeForeignAutoscalers = false): Promise<readonly string[]> =>
        restoreReplicas(kubeConfigOf(cluster), {
            namespace: plot.namespace,
            removeForeignAutoscalers,
        });

    it("undoes what hands have scaled, and says so", async () => {
        await shop.scale("front-end", 4);
        await shop.scale("catalogue", 2);
        const said = await restore();
        assert.deepEqual([...said].sort(), [
            "catalogue: 2 back to 1 replicas",
            "front-end: 4 back to 1 replicas",
        ]);
        assert.equal(await shop.replicas("front-end"), 1);
        assert.equal(await shop.replicas("catalogue"), 1);
        assert.deepEqual(await restore(), []);
    });

    describe("of a Deployment that was scaled to nothing", () => {
        const lease = (name: string): PlannedObject => {
            const planned = objectOf(resourceNamed(plan, "incident-lease"));
            return { ...planned, metadata: { ...planned.metadata, name } };
        };

        beforeEach(async () => {
            await client.apply(lease("incident"));
            await shop.scale("payment", 0);
        });

        afterEach(async () => {
            await client.remove(lease("incident"));
            await shop.scale("payment", 1);
        });

        it("gives it back at the end of the only incident", async () => {
            assert.deepEqual(await restore(true), ["payment: 0 back to 1 replicas"]);
        });

        it("leaves it to another incident that is still on", async () => {
            await client.apply(lease("incident-other"));
            assert.deepEqual(await restore(true), []);
            await client.remove(lease("incident-other"));
            assert.equal(await shop.replicas("payment"), 0);
        });

        it("leaves another stack's fault alone when a fix is switched off", async () => {
            assert.deepEqual(await restore(false), []);
            assert.equal(await shop.replicas("payment"), 0);
        });
    });

    it("leaves alone what the program did not make", async () => {
        const frontEnd = objectOf(resourceNamed(plan, "sock-shop-front-end-deployment"));
        await client.apply(foreignCopy(frontEnd));
        assert.deepEqual(await restore(true), []);
        assert.equal(await shop.replicas("debugging"), 2);
    });

    it("catches an autoscaler's last decision that comes late", async () => {
        const restoring = restore();
        await sleep(1500);
        await shop.scale("front-end", 7);
        assert.deepEqual(await restoring, ["front-end: 7 back to 1 replicas"]);
        assert.equal(await shop.replicas("front-end"), 1);
    });

    it("leaves the count to a responder's autoscaler that it keeps", async () => {
        const autoscaler = respondersAutoscaler("catalogue");
        await client.apply(autoscaler);
        await shop.scale("catalogue", 3);
        assert.deepEqual(await restore(), []);
        assert.equal(await shop.replicas("catalogue"), 3);
        await client.remove(autoscaler);
        assert.deepEqual(await restore(), ["catalogue: 3 back to 1 replicas"]);
    });

    describe("as the engine runs it", () => {
        const command = (foreign: keyof typeof commands): PlannedResource =>
            resourceNamed(plan, commands[foreign]);

        beforeEach(async () => {
            await client.apply(respondersAutoscaler("catalogue"));
            await shop.scale("front-end", 3);
        });

        it("keeps a responder's autoscaler when a fix is switched off", async () => {
            const said = await runDelete(command("keep"), cluster);
            assert.match(said, /^front-end: 3 back to 1 replicas$/m);
            assert.deepEqual(await autoscalers(), ["HorizontalPodAutoscaler responder-catalogue"]);
        });

        it("removes it when an incident ends", async () => {
            const said = await runDelete(command("remove"), cluster);
            assert.match(said, /^front-end: 3 back to 1 replicas$/m);
            assert.match(said, /^autoscaler responder-catalogue of catalogue: removed$/m);
            assert.deepEqual(await autoscalers(), []);
        });

        it("has nothing to do when the cluster is gone, and its context with it", async () => {
            const { inputs, ...rest } = command("keep");
            const environment = { ...(inputs.environment as object), KUBE_CONTEXT: "kind-gone" };
            const said = await runDelete({ ...rest, inputs: { ...inputs, environment } }, cluster);
            assert.match(said, /^There is no context kind-gone any more/);
            assert.equal(await shop.replicas("front-end"), 3);
        });

        describe("when the cluster does not answer", () => {
            const givenUp = { PULUMI_K8S_DELETE_UNREACHABLE: "true" };
            let folder = "";
            const gone = async (kubeconfig: string, environment = {}): Promise<string> => {
                const kubeconfigPath = join(folder, "kubeconfig");
                writeFileSync(kubeconfigPath, kubeconfig, { mode: 0o600 });
                return runDelete(command("keep"), { ...cluster, kubeconfigPath }, environment);
            };
            const elsewhere = (): string =>
                cluster.kubeconfigText.replaceAll(cluster.serverUrl, nowhere);

            before(() => {
                folder = mkdtempSync(join(tmpdir(), "no-cluster-"));
            });

            after(() => {
                rmSync(folder, { recursive: true });
            });

            it("fails with the address that it tried and the way out", async () => {
                await assert.rejects(
                    gone(elsewhere()),
                    /ended with 1:.*not put back: https:\/\/127\.0\.0\.1:9 does not answer.*docs\/operations\.md/s,
                );
            });

            it("succeeds where it is given up, and still says which address it tried", async () => {
                assert.match(await gone(elsewhere(), givenUp), /127\.0\.0\.1:9 does not answer/);
            });

            for (const [what, text] of Object.entries({ empty: "", broken: "%%% not: [yaml" })) {
                it(`takes a kubeconfig that is ${what} for the same`, async () => {
                    await assert.rejects(gone(text), /kubeconfig .* cannot be read/);
                    assert.match(await gone(text, givenUp), /kubeconfig .* cannot be read/);
                });
            }
        });
    });

    it("leaves a responder's autoscaler of a Deployment that is not the stack's", async () => {
        const autoscaler = respondersAutoscaler("debugging");
        await client.apply(autoscaler);
        assert.deepEqual(await restore(true), []);
        assert.deepEqual(await autoscalers(), ["HorizontalPodAutoscaler responder-debugging"]);
        await client.remove(autoscaler);
    });

    async function autoscalers(): Promise<readonly string[]> {
        const all = await shop.inventory();
        return all.filter((title) => title.startsWith("HorizontalPodAutoscaler "));
    }
});

function objectOf({ inputs }: PlannedResource): PlannedObject {
    return inputs as PlannedObject;
}

/** The same Deployment as somebody else would have made it. */
function foreignCopy(deployment: PlannedObject): KubernetesObject {
    const { apiVersion, kind, metadata } = deployment;
    const labels = { name: "debugging" };
    const { template } = deployment.spec as { template: object };
    return {
        apiVersion,
        kind,
        metadata: { name: "debugging", namespace: metadata.namespace },
        spec: {
            replicas: 2,
            selector: { matchLabels: labels },
            template: { ...template, metadata: { labels } },
        },
    };
}

/** It has no figures to act on here, but its lower bound counts without any. */
function respondersAutoscaler(name: string): KubernetesObject {
    return {
        apiVersion: "autoscaling/v2",
        kind: "HorizontalPodAutoscaler",
        metadata: { name: `responder-${name}`, namespace: plot.namespace },
        spec: {
            scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name },
            minReplicas: 1,
            maxReplicas: 3,
        },
    };
}
