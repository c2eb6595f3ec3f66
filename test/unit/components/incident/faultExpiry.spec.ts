import assert from "node:assert/strict";

import type { ClusterReader } from "../../../../components/incident/clusterState";
import { identityOf } from "../../../../components/incident/identity";
import { deltaOf } from "../../../../plan/delta";
import { titleOf } from "../../../../plan/inventory";
import { emptyCluster, offlineWorld } from "../../../../plan/offlineWorld";
import type { Plan } from "../../../../plan/plan";
import { renderPlan } from "../../../../plan/render";
import { planOf } from "../../../support/planOf";
import { effectiveFaults } from "../../../../scenarios/faults";
import { healsOf } from "../../../../scenarios/heals";
import { scenarios } from "../../../../scenarios/registry";
import { remediations } from "../../../../scenarios/remediation";
import type { Scenario } from "../../../../scenarios/scenario";
import { unchanged, withChanges } from "../../../../shop/changes";
import { services } from "../../../../shop/services";
import { at, resourceNamed } from "../../../support/planAccess";

const scenario = (id: string): Scenario => {
    const found = scenarios[id];
    assert.ok(found);
    return found;
};

interface Holder {
    readonly stack?: string;
    readonly blind?: boolean;
    /** Stack whose expiry it is that has healed. */
    readonly whose?: string;
}

/** A plan in a cluster where payment's first run is on, and its expiry has healed already or not. */
function planned(
    hasExpired: boolean,
    values: Readonly<Record<string, string>>,
    { stack = "dev", blind = false, whose = stack }: Holder = {},
): Promise<Plan> {
    const cluster: ClusterReader = {
        ...emptyCluster,
        expiredHolders: () =>
            Promise.resolve(hasExpired ? [identityOf(whose, "payment", blind).holder] : []),
        incidentLeases: () =>
            Promise.resolve([{ ...identityOf(stack, "payment", blind), run: "1" }]),
    };
    const world = { ...offlineWorld, connect: () => cluster };
    return renderPlan({ incident: "payment", run: "1", ...values }, { world, stack });
}

const replicas = (plan: Plan): unknown =>
    at(resourceNamed(plan, "sock-shop-payment-deployment").inputs, "spec.replicas");

describe("a fault that its expiry has undone", () => {
    it("is not set again by a later update of the same run: nothing would end it", async () => {
        assert.equal(replicas(await planned(false, {})), 0);
        assert.equal(replicas(await planned(true, { remediation: "limits" })), 1);
    });

    it("leaves its expiry and its load as they are", async () => {
        const [before, after] = [await planned(false, {}), await planned(true, {})];
        const { added, changed, removed } = deltaOf(before, after);
        assert.deepEqual([added, removed], [[], []]);
        assert.deepEqual(
            changed.map(({ resource }) => titleOf(resource)),
            ["Deployment payment"],
        );
    });

    it("is its own stack's, blind or not, and no other's", async () => {
        const is = async (how: Holder): Promise<boolean> =>
            replicas(await planned(true, {}, how)) === 1;
        assert.equal(await is({ blind: true }), true);
        assert.equal(await is({ whose: "another" }), false);
    });

    it("keeps the expiry that knows of it, whatever would change it now", async () => {
        const kept = async (hasExpired: boolean, run: string): Promise<unknown> => {
            const plan = await planned(hasExpired, { run });
            return ["expiry-job", "expiry-files"].map(
                (name) => resourceNamed(plan, name).ignoreChanges,
            );
        };
        assert.deepEqual(await kept(true, "1"), [["spec"], ["data"]]);
        assert.deepEqual(await kept(false, "1"), [[], []]);
        assert.deepEqual(await kept(true, "2"), [[], []]);
    });

    it("comes back with a new run", async () => {
        assert.equal(replicas(await planned(true, { run: "2" })), 0);
    });

    it("loses its patch in an incident's own stack", async () => {
        const patches = async (hasExpired: boolean): Promise<number> => {
            const plan = await planned(hasExpired, { baseStack: "dev" }, { stack: "payment" });
            return plan.resources.filter(({ type }) => type.endsWith("DeploymentPatch")).length;
        };
        assert.deepEqual([await patches(false), await patches(true)], [1, 0]);
    });
});

const healthy = unchanged(services);

describe("the expiry", () => {
    it("gives back exactly what a fault has taken", () => {
        const [heal] = healsOf(scenario("payment").faults, healthy, "shop");
        assert.deepEqual(heal, {
            method: "PATCH",
            path: "/apis/apps/v1/namespaces/shop/deployments/payment/scale",
            contentType: "application/merge-patch+json",
            body: { spec: { replicas: 1 } },
            right: { apiGroup: "apps", resource: "deployments/scale", name: "payment" },
        });
    });

    it("gives back the memory that the shop has under its remediation", async () => {
        const plan = await planOf({ incident: "crash", remediation: "limits" });
        const files = resourceNamed(plan, "expiry-files").inputs;
        const heals = JSON.parse(
            String((at(files, "data") as Record<string, string>)["heals.json"]),
        ) as unknown;
        const container = "0.body.spec.template.spec.containers.0";
        assert.equal(at(heals, `${container}.name`), "front-end");
        assert.deepEqual(at(heals, `${container}.resources`), {
            requests: { cpu: "100m", memory: "300Mi" },
            limits: { cpu: "400m", memory: "1300Mi" },
        });
    });

    it("undoes all faults of one pod template by one request, so by one rollout", () => {
        const heals = healsOf(scenario("crash").faults, healthy, "shop");
        assert.deepEqual(
            heals.map((heal) => at(heal, "body.spec.template.spec.containers")),
            [
                [
                    {
                        name: "front-end",
                        resources: {
                            requests: { cpu: "100m", memory: "300Mi" },
                            limits: { cpu: "300m", memory: "1000Mi" },
                        },
                        livenessProbe: { failureThreshold: 3 },
                        readinessProbe: { failureThreshold: 3 },
                    },
                ],
            ],
        );
    });

    it("undoes an image and a memory limit of one pod by one request, and a Service by its own", () => {
        const heals = healsOf(
            [
                { kind: "memory", service: "catalogue", memory: "1Mi" },
                { kind: "targetPort", service: "catalogue", targetPort: 1 },
                { kind: "image", service: "catalogue", tag: "none" },
            ],
            healthy,
            "shop",
        );
        const { image, resources } = services.catalogue.containers[0] ?? {};
        const [pods, service] = heals;
        assert.equal(heals.length, 2);
        assert.deepEqual(at(pods, "body.spec.template.spec.containers"), [
            { name: "catalogue", resources, image },
        ]);
        assert.deepEqual(service, {
            method: "PATCH",
            path: "/api/v1/namespaces/shop/services/catalogue",
            contentType: "application/strategic-merge-patch+json",
            body: { spec: { ports: [{ port: 80, targetPort: 80 }] } },
            right: { apiGroup: "", resource: "services", name: "catalogue" },
        });
    });

    it("removes an autoscaler, or hands it back to the fix that it has taken the place of", () => {
        const fault = {
            kind: "autoscale",
            service: "front-end",
            minReplicas: 1,
            maxReplicas: 10,
            resource: "memory",
            utilization: 80,
        } as const;
        const [removed] = healsOf([fault], healthy, "shop");
        const path = "/apis/autoscaling/v2/namespaces/shop/horizontalpodautoscalers/front-end-hpa";
        const right = {
            apiGroup: "autoscaling",
            resource: "horizontalpodautoscalers",
            name: "front-end-hpa",
        };
        assert.deepEqual(removed, { method: "DELETE", path, right });
        const fixed = withChanges(services, [fault, ...remediations.hpa.changes]);
        const [handedBack] = healsOf([fault], fixed, "shop");
        assert.deepEqual(
            { ...handedBack, body: undefined },
            {
                method: "PATCH",
                path,
                contentType: "application/merge-patch+json",
                body: undefined,
                right,
            },
        );
        assert.equal(at(handedBack, "body.spec.metrics.0.resource.name"), "cpu");
        assert.equal(at(handedBack, "body.spec.minReplicas"), 2);
    });

    it("removes a policy, with the right to that alone", async () => {
        const [heal] = healsOf(scenario("gateway").faults, healthy, "shop");
        const path = "/apis/networking.k8s.io/v1/namespaces/shop/networkpolicies/orders-egress";
        const right = {
            apiGroup: "networking.k8s.io",
            resource: "networkpolicies",
            name: "orders-egress",
        };
        assert.deepEqual(heal, { method: "DELETE", path, right });
        const { inputs } = resourceNamed(await planOf({ incident: "gateway" }), "expiry-role");
        assert.deepEqual(at(inputs, "rules"), [
            {
                apiGroups: [right.apiGroup],
                resources: [right.resource],
                resourceNames: [right.name],
                verbs: ["delete"],
            },
        ]);
    });

    it("may patch what it heals and nothing else", async () => {
        for (const [incident, resource, name] of [
            ["payment", "deployments/scale", "payment"],
            ["crash", "deployments", "front-end"],
        ] as const) {
            const { inputs } = resourceNamed(await planOf({ incident }), "expiry-role");
            assert.deepEqual(at(inputs, "rules"), [
                {
                    apiGroups: ["apps"],
                    resources: [resource],
                    resourceNames: [name],
                    verbs: ["patch"],
                },
            ]);
        }
    });

    it("is there before the fault, so that no fault is without an end", async () => {
        const plan = await planOf({ incident: "payment" });
        const expiry = resourceNamed(plan, "expiry").urn;
        assert.deepEqual(resourceNamed(plan, "sock-shop-payment").dependsOn, [expiry]);
        assert.deepEqual(resourceNamed(plan, "sock-shop-user").dependsOn, []);
    });

    it("is not needed where memoryFault is off", async () => {
        assert.deepEqual(effectiveFaults(scenario("crash"), "off"), []);
        const plan = await planOf({ incident: "crash", memoryFault: "off" });
        assert.ok(!plan.resources.some(({ name }) => name.startsWith("expiry")));
    });
});
