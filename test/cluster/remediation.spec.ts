/**
 * Fixes switched on and off in several orders, with the real autoscaler at its usual pace. A sync
 * takes 15 s, so the orders are gone through side by side, each with a shop of its own.
 */
import assert from "node:assert/strict";

import { Journey } from "../support/apply/journey";
import { claimNamespace, removeNamespace } from "../support/apply/namespaces";
import { ownOrSkip, sharedCluster } from "../support/apply/sharedCluster";
import {
    type KubernetesObject,
    type MetricsApi,
    registerMetricsApi,
    type TestCluster,
    waitFor,
} from "../support/controlPlane";

/** A sync of the autoscaler, and a little more. */
const syncSeconds = 17;

/** The front-end's CPU in millicores: nothing to do, and 95 % of the limit. */
const idle = 1;
const busy = 285;
const busyWithHigherLimit = 380;

/** Those that the walks touch, and one that they do not. */
const services = ["front-end", "catalogue", "user", "payment"] as const;

type Walk = (journey: Journey, setCpu: (millicores: number) => void) => Promise<void>;

const walks: Readonly<Record<string, Walk>> = {
    async "hpa: ten pods at 95 % of the limit, and one again although it decides in between"(
        journey,
        setCpu,
    ) {
        const { shop } = journey;
        setCpu(busy);
        await journey.go({ remediation: "hpa" });
        await shop.awaitReplicas("front-end", (count) => count >= 10);
        assert.deepEqual(await shop.watchReplicas("front-end", syncSeconds), new Set([10]));
        // The engine deletes last: the autoscaler lives to see the count that was put back.
        await journey.go(
            {},
            {
                beforeDeletes: async () => {
                    await shop.awaitReplicas("front-end", (count) => count > 1);
                },
            },
        );
        assert.match(journey.player.printed.join(""), /^front-end: \d+ back to 1 replicas$/m);
        await journey.assertBaseline();
        assert.deepEqual(await shop.watchReplicas("front-end", 22), new Set([1]));
        await journey.assertBaseline();
    },

    async "hpa, none, replicas, none: two pods while there is nothing to do"(journey, setCpu) {
        const { shop } = journey;
        setCpu(idle);
        await journey.go({ remediation: "hpa" });
        await shop.awaitReplicas("front-end", (count) => count === 2);
        assert.deepEqual(await shop.watchReplicas("front-end", syncSeconds), new Set([2]));
        await journey.go({});
        await journey.assertBaseline();
        await journey.go({ remediation: "replicas" });
        // The controller of endpoints takes its time after a rollout.
        await waitFor("three endpoints of the front-end", 60, async () =>
            (await shop.endpoints("front-end")).length === 3 ? true : undefined,
        );
        await journey.go({});
        await journey.assertBaseline();
    },

    async "limits, replicas, hpa, none: one fix after the other without a pause"(journey, setCpu) {
        const { shop } = journey;
        setCpu(busy);
        await journey.go({ remediation: "limits" });
        assert.deepEqual(await limitsOf(journey), { cpu: "400m", memory: "1300Mi" });
        await journey.go({ remediation: "replicas" });
        assert.deepEqual(await limitsOf(journey), { cpu: "300m", memory: "1000Mi" });
        assert.equal(await shop.replicas("front-end"), 3);
        await journey.go({ remediation: "hpa" });
        await shop.awaitReplicas("front-end", (count) => count > 3);
        await journey.go({});
        await journey.assertBaseline();
    },

    async "limits, none, hpa with limits, none: larger pods, then more, then neither"(
        journey,
        setCpu,
    ) {
        await journey.go({ remediation: "limits" });
        assert.equal(await journey.shop.replicas("front-end"), 1);
        await journey.go({});
        await journey.assertBaseline();
        setCpu(busyWithHigherLimit);
        await journey.go({ remediation: "hpa,limits" });
        await journey.shop.awaitReplicas("front-end", (count) => count > 2);
        assert.deepEqual(await limitsOf(journey), { cpu: "400m", memory: "1300Mi" });
        await journey.go({});
        await journey.assertBaseline();
    },

    async "crash, restored while its load runs, then with limits, then three pods and a restart"(
        journey,
    ) {
        await journey.go({ incident: "crash" });
        assert.deepEqual(await limitsOf(journey), { cpu: "300m", memory: "144Mi" });
        await journey.go({ incident: "crash", remediation: "restore" });
        assert.deepEqual(await limitsOf(journey), { cpu: "300m", memory: "1000Mi" });
        assert.deepEqual(await patienceOf(journey), [3, 3]);
        await journey.go({ incident: "crash", remediation: "limits,restore" });
        assert.deepEqual(await limitsOf(journey), { cpu: "400m", memory: "1300Mi" });
        await journey.go({ incident: "crash", remediation: "probes,replicas,restart" });
        assert.deepEqual(await patienceOf(journey), [10, 40]);
        assert.equal(await journey.shop.replicas("front-end"), 3);
        await journey.go({});
        await journey.assertBaseline();
    },

    async "payment, restored while its load runs, and broken again"(journey) {
        await journey.go({ incident: "payment" });
        assert.equal(await journey.shop.replicas("payment"), 0);
        await journey.go({ incident: "payment", remediation: "restore" });
        assert.equal(await journey.shop.replicas("payment"), 1);
        await journey.go({ incident: "payment" });
        assert.equal(await journey.shop.replicas("payment"), 0);
        await journey.go({});
        await journey.assertBaseline();
    },

    async "crash, then hpa with it, both off at once, also what a responder added"(
        journey,
        setCpu,
    ) {
        const { shop } = journey;
        setCpu(busy);
        await journey.go({ incident: "crash" });
        await journey.go({ incident: "crash", remediation: "hpa" });
        await shop.awaitReplicas("front-end", (count) => count > 2);
        await journey.player.client.apply(respondersAutoscaler(shop.namespace));
        await shop.awaitReplicas("catalogue", (count) => count >= 3);
        await shop.scale("user", 3);
        await journey.go({});
        await journey.assertBaseline();
    },
};

describe("remediation", () => {
    let cluster: TestCluster;
    let metrics: MetricsApi | undefined;
    const running = new Map<string, Promise<void>>();
    const namespaces: string[] = [];

    before(async function () {
        cluster = await sharedCluster();
        metrics = await registerMetricsApi(ownOrSkip(cluster, this));
        const { standIn } = metrics;
        for (const [index, [name, walk]] of Object.entries(walks).entries()) {
            const plot = { namespace: `cluster-tier-fix-${index}`, nodePort: 30030 + index };
            namespaces.push(plot.namespace);
            const start = async (): Promise<void> => {
                await claimNamespace(cluster, plot.namespace, this);
                await walk(await Journey.start(cluster, plot, { services }), (millicores) => {
                    standIn.setCpu(`${plot.namespace}/front-end`, millicores);
                });
            };
            const walked = start();
            // It may fail before its own test looks at it.
            walked.catch(() => undefined);
            running.set(name, walked);
        }
    });

    after(async () => {
        await Promise.allSettled(running.values());
        await Promise.all(namespaces.map((name) => removeNamespace(cluster, name)));
        await metrics?.unregister();
    });

    for (const name of Object.keys(walks)) {
        it(`ends at the baseline after ${name}`, async () => {
            await running.get(name);
        });
    }
});

async function limitsOf({ shop }: Journey): Promise<unknown> {
    const { spec } = await shop.deployment("front-end");
    return spec?.template.spec?.containers[0]?.resources?.limits;
}

/** How many failures the front-end's liveness and readiness probes put up with. */
async function patienceOf({ shop }: Journey): Promise<readonly unknown[]> {
    const { spec } = await shop.deployment("front-end");
    const [container] = spec?.template.spec?.containers ?? [];
    return [container?.livenessProbe, container?.readinessProbe].map(
        (probe) => probe?.failureThreshold,
    );
}

/** As `kubectl autoscale deployment catalogue --min 3` makes it. */
function respondersAutoscaler(namespace: string): KubernetesObject {
    return {
        apiVersion: "autoscaling/v2",
        kind: "HorizontalPodAutoscaler",
        metadata: { name: "catalogue", namespace },
        spec: {
            scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "catalogue" },
            minReplicas: 3,
            maxReplicas: 5,
        },
    };
}
