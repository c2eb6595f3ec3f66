/** There and back: after each incident the shop is, to the byte, what it was before. */
import assert from "node:assert/strict";

import type {
    V1Job,
    V1NetworkPolicy,
    V1Service,
    V2HorizontalPodAutoscaler,
} from "@kubernetes/client-node";

import { replaceHeldBack, sweepRest } from "../../live/sweepIncident";
import type { Plan } from "../../plan/plan";
import { renderPlan } from "../../plan/render";
import { kubeConfigOf } from "../../range/apply/kubeConfig";
import { LiveShop } from "../support/apply/liveShop";
import { claimNamespace, removeNamespace } from "../support/apply/namespaces";
import { nothing, Player } from "../../range/apply/player";
import { settingsFor, sharedCluster } from "../support/apply/sharedCluster";
import { patchableFaults } from "../../scenarios/faults";
import { scenarios } from "../../scenarios/registry";
import type { Scenario } from "../../scenarios/scenario";
import { type TestCluster, waitFor } from "../support/controlPlane";

const patienceSeconds = 60;

/** Where plans of an incident's own stack believe the shop to be. */
const namespace = "sock-shop";

interface Baseline {
    readonly hash: string;
    readonly inventory: readonly string[];
}

describe("recovery", () => {
    let cluster: TestCluster;
    let player: Player;
    let shop: LiveShop;
    let settings: Readonly<Record<string, string>>;
    let baseline: Baseline;

    before(async function () {
        cluster = await sharedCluster();
        await claimNamespace(cluster, namespace, this);
        player = new Player(cluster);
        shop = new LiveShop(cluster, namespace);
        settings = settingsFor(cluster, { namespace, nodePort: 30012 });
        await player.play(nothing, await renderPlan(settings));
        baseline = { hash: await shop.hash(), inventory: await shop.inventory() };
    });

    after(async () => {
        await removeNamespace(cluster, namespace);
    });

    async function checkBaseline(): Promise<void> {
        await shop.awaitRollout();
        assert.equal(await shop.hash(), baseline.hash);
        assert.deepEqual(await shop.inventory(), baseline.inventory);
        assert.deepEqual(await incidentPods(), []);
        assert.equal(await endpointCount("payment", 1), 1);
        assert.deepEqual(player.client.warnings, []);
    }

    async function incidentPods(): Promise<readonly string[]> {
        const pods = await shop.pods("app.kubernetes.io/component in (load, expiry)");
        return pods.map(({ metadata }) => metadata?.name ?? "");
    }

    async function startedJobs(): Promise<readonly string[]> {
        const path = `/apis/batch/v1/namespaces/${namespace}/jobs`;
        const { items } = (await cluster.api.get(path)) as { items: V1Job[] };
        return items
            .filter(({ status }) => status?.startTime !== undefined && (status.active ?? 0) > 0)
            .map(({ metadata }) => (metadata?.name ?? "").replace("-job-auto", ""))
            .sort();
    }

    /** Endpoints of a Service, once there are as many as wanted; how many there are if not. */
    async function endpointCount(service: string, wanted: number): Promise<number> {
        return waitFor(`${wanted} endpoints of ${service}`, patienceSeconds, async () => {
            const { length } = await shop.endpoints(service);
            return length === wanted ? length : undefined;
        });
    }

    /** What must be true of the shop while an incident with a fault is on. */
    const during: Readonly<Record<string, () => Promise<void>>> = {
        autoscaler: async () => {
            const path = `/apis/autoscaling/v2/namespaces/${namespace}/horizontalpodautoscalers`;
            const { spec } = (await cluster.api.get(
                `${path}/front-end-hpa`,
            )) as V2HorizontalPodAutoscaler;
            assert.equal(spec.metrics?.[0]?.resource?.name, "memory");
            assert.equal(spec.maxReplicas, 10);
        },
        crash: async () => {
            const { spec } = await shop.deployment("front-end");
            const [container] = spec?.template.spec?.containers ?? [];
            assert.equal(container?.resources?.limits?.memory, "144Mi");
            assert.equal(container.livenessProbe?.failureThreshold, 40);
            assert.equal(container.readinessProbe?.failureThreshold, 40);
            const [pod] = await shop.pods("name=front-end");
            assert.equal(pod?.spec?.containers[0]?.resources?.limits?.memory, "144Mi");
        },
        database: async () => {
            const { spec } = await shop.deployment("catalogue-db");
            const [container] = spec?.template.spec?.containers ?? [];
            assert.deepEqual(container?.resources, {
                limits: { cpu: "10m" },
                requests: { cpu: "10m" },
            });
        },
        gateway: async () => {
            const path = `/apis/networking.k8s.io/v1/namespaces/${namespace}/networkpolicies`;
            const { spec } = (await cluster.api.get(`${path}/orders-egress`)) as V1NetworkPolicy;
            const peer = spec?.egress?.[0]?.to?.[0]?.podSelector?.matchExpressions?.[0];
            assert.deepEqual(peer?.values, ["carts", "orders-db", "shipping", "user"]);
            assert.deepEqual(spec?.podSelector?.matchLabels, { name: "orders" });
        },
        payment: async () => {
            assert.equal(await shop.replicas("payment"), 0);
            assert.equal(await endpointCount("payment", 0), 0);
        },
        release: async () => {
            const { spec } = await shop.deployment("catalogue");
            const [container] = spec?.template.spec?.containers ?? [];
            assert.equal(container?.image, "weaveworksdemos/catalogue:0.3.5-hotfix");
        },
        service: async () => {
            const path = `/api/v1/namespaces/${namespace}/services/orders`;
            const { spec } = (await cluster.api.get(path)) as V1Service;
            assert.deepEqual(
                spec?.ports?.map(({ port, targetPort }) => [port, targetPort]),
                [[80, 8082]],
            );
        },
        shipments: async () => {
            assert.equal(await shop.replicas("queue-master"), 0);
            assert.equal(await endpointCount("queue-master", 0), 0);
        },
    };

    async function awaitJobs(expected: readonly string[]): Promise<void> {
        await waitFor(`the Jobs ${expected.join(", ")} to run`, patienceSeconds, async () => {
            assert.deepEqual(await startedJobs(), [...expected].sort());
            return true;
        });
    }

    /** Injects, looks, and recovers even when the look fails: the next test needs a whole shop. */
    async function thereAndBack(
        from: Plan,
        to: Plan,
        jobs: readonly string[],
        look: () => Promise<void>,
    ): Promise<void> {
        await player.play(from, to);
        try {
            await awaitJobs(jobs);
            assert.notDeepEqual(await shop.inventory(), baseline.inventory);
            await look();
        } finally {
            await player.play(to, from);
        }
        await checkBaseline();
    }

    it("replaces a pod that waits in back-off, and no other", async () => {
        const [held, other] = await Promise.all(
            ["front-end", "catalogue"].map(async (name) => (await shop.pods(`name=${name}`))[0]),
        );
        const path = `/api/v1/namespaces/${namespace}/pods/${held?.metadata?.name}/status`;
        const [status] = held?.status?.containerStatuses ?? [];
        const waiting = Object.assign({}, status, {
            state: { waiting: { reason: "CrashLoopBackOff" } },
        });
        const patch = { status: { containerStatuses: [waiting] } };
        await cluster.api.request("PATCH", path, patch, "application/merge-patch+json");
        await replaceHeldBack(kubeConfigOf(cluster), namespace);
        await waitFor("another pod of front-end", patienceSeconds, async () => {
            const pods = await shop.pods("name=front-end");
            const isReplaced = pods.every(({ metadata }) => metadata?.uid !== held?.metadata?.uid);
            return isReplaced && pods.length === 1 ? true : undefined;
        });
        const [same] = await shop.pods("name=catalogue");
        assert.equal(same?.metadata?.uid, other?.metadata?.uid);
        await checkBaseline();
    });

    it("sweeps up faults that are objects of their own, and not the autoscaler of a fix", async () => {
        const left = async (api: string, plural: string): Promise<readonly unknown[]> => {
            const path = `/apis/${api}/namespaces/${namespace}/${plural}`;
            const { items } = (await cluster.api.get(path)) as {
                readonly items: readonly Pick<V1Service, "metadata">[];
            };
            return items.map(({ metadata }) => metadata?.name);
        };
        const healthy = await renderPlan(settings);
        for (const [values, jobs, expected] of [
            [{ incident: "gateway" }, ["load-gateway", "expiry"], []],
            [{ incident: "autoscaler" }, ["load-autoscaler", "expiry"], []],
            [{ remediation: "hpa" }, [], ["front-end-hpa"]],
        ] as const) {
            const changed = await renderPlan({ ...settings, ...values });
            await player.play(healthy, changed);
            try {
                await awaitJobs(jobs);
                await sweepRest(kubeConfigOf(cluster), namespace);
                const found = [
                    ...(await left("networking.k8s.io/v1", "networkpolicies")),
                    ...(await left("autoscaling/v2", "horizontalpodautoscalers")),
                ];
                assert.deepEqual(found, expected);
            } finally {
                await player.play(changed, healthy);
            }
            await checkBaseline();
        }
    });

    for (const { id: incident, faults } of Object.values<Scenario>(scenarios)) {
        it(`is the baseline again after ${incident} in the one stack`, async () => {
            const healthy = await renderPlan(settings);
            const broken = await renderPlan({ ...settings, incident });
            const hasFault = faults.length > 0;
            const jobs = [`load-${incident}`, ...(hasFault ? ["expiry"] : [])];
            await thereAndBack(healthy, broken, jobs, async () => {
                await during[incident]?.();
                // Otherwise an equal hash afterwards would prove nothing.
                const isChanged = (await shop.hash()) !== baseline.hash;
                assert.equal(isChanged, hasFault);
            });
        });

        it(`is the baseline again after ${incident} from its own stack`, async () => {
            const values = { ...settings, incident, baseStack: "dev" };
            const own = await renderPlan(values, { stack: incident });
            const hasFault = patchableFaults(faults).length > 0;
            const jobs = [`load-${incident}`, ...(hasFault ? ["expiry"] : [])];
            await thereAndBack(nothing, own, jobs, async () => {
                // The other incidents are load alone from here.
                const isChanged = (await shop.hash()) !== baseline.hash;
                assert.equal(isChanged, hasFault);
                if (hasFault) {
                    await during[incident]?.();
                }
            });
        });
    }

    it("also undoes what hands scaled and edited meanwhile", async () => {
        const healthy = await renderPlan(settings);
        const broken = await renderPlan({ ...settings, incident: "crash" });
        await thereAndBack(healthy, broken, ["load-crash", "expiry"], async () => {
            await shop.scale("front-end", 4);
            await shop.scale("catalogue", 2);
            await changeByHand("front-end", "1500Mi");
        });
    });

    /** As `kubectl edit` does it: another manager sets a field that the stack owns. */
    async function changeByHand(name: string, memory: string): Promise<void> {
        const containers = [{ name, resources: { limits: { memory } } }];
        await cluster.api.request(
            "PATCH",
            `/apis/apps/v1/namespaces/${namespace}/deployments/${name}?fieldManager=kubectl-edit`,
            { spec: { template: { spec: { containers } } } },
            "application/strategic-merge-patch+json",
        );
    }
});
