/** A real API server takes every object that the program can make. It stores hardly any of them. */
import assert from "node:assert/strict";

import type { ClusterReader } from "../../components/incident/clusterState";
import { agentNamespace } from "../../components/observability/agent/chart";
import type { World } from "../../components/stacks/world";
import { inventoryOf, titleOf } from "../../plan/inventory";
import { emptyCluster, offlineWorld } from "../../plan/offlineWorld";
import { unsealed, type Plan, type PlannedObject, type PlannedResource } from "../../plan/plan";
import { renderPlan } from "../../plan/render";
import { patchableFaults } from "../../scenarios/faults";
import { scenarios } from "../../scenarios/registry";
import { claimNamespace, removeNamespace } from "../support/apply/namespaces";
import { sharedCluster } from "../support/apply/sharedCluster";
import { fieldManagers, StrictClient } from "../../range/apply/strictClient";
import { cells, incidents } from "../../pages/cells";
import { ApiError, type KubernetesObject, type TestCluster } from "../support/controlPlane";
import { resourceNamed } from "../support/planAccess";

type Settings = Readonly<Record<string, string>>;

/** Every combination of one value per key. */
function combinations(choices: Readonly<Record<string, readonly string[]>>): readonly Settings[] {
    return Object.entries(choices).reduce<readonly Settings[]>(
        (made, [key, values]) =>
            made.flatMap((settings) => values.map((value) => ({ ...settings, [key]: value }))),
        [{}],
    );
}

const switched = ["false", "true"];

const profiles = combinations({
    probes: ["testbed", "upstream"],
    images: ["upstream", "multiarch"],
    networkPolicies: switched,
    metricsServer: switched,
});

const oneStack = cells.flatMap((cell) =>
    // Blind hides an incident; without one there is nothing to hide.
    (cell.incident === "none" ? ["false"] : switched).map((blind) => ({ ...cell, blind })),
);

const ownStacks = combinations({
    incident: incidents.filter((incident) => incident !== "none"),
    blind: switched,
    baseStack: ["dev"],
});

const observed = combinations({
    observability: ["resources", "full"],
    latencySource: ["openmetrics", "logs"],
    incident: ["none", "crash"],
});

/** Where plans of an incident's own stack believe the shop to be. */
const namespace = "sock-shop";

describe("the API server", () => {
    let cluster: TestCluster;
    let client: StrictClient;
    const checked = new Set<string>();
    const kinds = new Set<string>();

    before(async function () {
        cluster = await sharedCluster();
        client = new StrictClient(cluster);
        await claimNamespace(cluster, namespace, this);
        await claimNamespace(cluster, agentNamespace, this);
        const healthy = await renderPlan();
        await client.apply(objectOf(resourceNamed(healthy, "shop-namespace")));
        // What the patches of incidents' own stacks change.
        for (const { service } of Object.values(scenarios).flatMap(({ faults }) =>
            patchableFaults(faults),
        )) {
            for (const part of ["deployment", "service"]) {
                await client.apply(
                    objectOf(resourceNamed(healthy, `sock-shop-${service}-${part}`)),
                );
            }
        }
        const watched = await renderPlan({ observability: "full" });
        await client.apply(objectOf(resourceNamed(watched, "datadog-agent-namespace")));
    });

    beforeEach(() => {
        client.warnings.length = 0;
    });

    after(async () => {
        await removeNamespace(cluster, namespace);
        await removeNamespace(cluster, agentNamespace);
    });

    /** Why it is refused; undefined when it is accepted. Says nothing twice about the same object. */
    async function refusalOf(resource: PlannedResource, settings: Settings): Promise<string[]> {
        const object = objectOf(resource);
        const isPatch = resource.type.endsWith("Patch");
        const text = JSON.stringify([isPatch, object]);
        if (checked.has(text)) {
            return [];
        }
        checked.add(text);
        kinds.add(resource.type.split(":").at(-1) ?? "");
        const fieldManager = isPatch ? fieldManagers.patch : fieldManagers.stack;
        try {
            await client.apply(object, { dryRun: true, fieldManager });
            return [];
        } catch (error) {
            return [`${titleOf(resource)} under ${JSON.stringify(settings)}: ${String(error)}`];
        }
    }

    async function checkAll(all: readonly Settings[]): Promise<void> {
        const refusals: string[] = [];
        for (const settings of all) {
            const stack = settings.baseStack === undefined ? "dev" : settings.incident;
            const plan = await renderPlan(settings, { stack, world: worldFor(settings) });
            const sent = kubernetesResources(plan);
            assert.ok(sent.length > 0, inventoryOf(plan).join("\n"));
            for (const resource of sent) {
                refusals.push(...(await refusalOf(resource, settings)));
            }
        }
        assert.deepEqual(refusals, []);
        assert.deepEqual(client.warnings, []);
    }

    it("accepts every profile, without a warning", () => checkAll(profiles));

    it("accepts every incident under every remediation, without a warning", () =>
        checkAll(oneStack));

    it("accepts every incident's own stack, without a warning", () => checkAll(ownStacks));

    it("accepts what Datadog needs in the cluster, without a warning", () => checkAll(observed));

    it("has seen objects of every kind by then", () => {
        assert.deepEqual([...kinds].sort(), [
            "APIService",
            "ClusterRole",
            "ClusterRoleBinding",
            "ConfigMap",
            "Deployment",
            "DeploymentPatch",
            "HorizontalPodAutoscaler",
            "Job",
            "Lease",
            "Namespace",
            "NetworkPolicy",
            "Role",
            "RoleBinding",
            "Secret",
            "Service",
            "ServiceAccount",
            "ServicePatch",
        ]);
    });

    it("refuses a field that does not exist, deep inside an object", async () => {
        const probe = { httpGet: { path: "/", port: 8079 }, initialDelaySecond: 5 };
        await assert.rejects(
            client.apply(deploymentWith({ readinessProbe: probe }), { dryRun: true }),
            (error: ApiError) => error.message.includes("readinessProbe.initialDelaySecond"),
        );
    });

    it("refuses a memory limit below the request, which is why a fault lowers both", async () => {
        const resources = { requests: { memory: "300Mi" }, limits: { memory: "160Mi" } };
        await assert.rejects(
            client.apply(deploymentWith({ resources }), { dryRun: true }),
            (error: ApiError) => error.status === 422 && error.message.includes("memory limit"),
        );
    });

    it("warns of what is deprecated, and the warning is heard", async () => {
        const deployment = deploymentWith(
            {},
            { nodeSelector: { "beta.kubernetes.io/os": "linux" } },
        );
        await client.apply(deployment, { dryRun: true });
        assert.match(client.warnings.join(), /beta\.kubernetes\.io\/os.*deprecated/);
    });
});

/** A metrics server is for clusters that have none; elsewhere it is refused. */
function worldFor({ metricsServer }: Settings): World {
    const answer = metricsServer === "true" ? "none" : "foreign";
    const cluster: ClusterReader = { ...emptyCluster, metricsApi: () => Promise.resolve(answer) };
    return { ...offlineWorld, connect: () => cluster };
}

/** All but Helm releases, which are no objects themselves. */
function kubernetesResources({ resources }: Plan): readonly PlannedResource[] {
    return resources.filter(
        ({ type }) => type.startsWith("kubernetes:") && !type.includes("helm.sh"),
    );
}

function objectOf({ inputs }: PlannedResource): PlannedObject {
    return unsealed(inputs) as PlannedObject;
}

/** A Deployment that is fine but for what the test adds to its container and its pod. */
function deploymentWith(container: object, pod: object = {}): KubernetesObject {
    const labels = { name: "wrong" };
    const containers = [{ name: "wrong", image: "wrong:1", ...container }];
    return {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata: { name: "wrong", namespace },
        spec: {
            selector: { matchLabels: labels },
            template: { metadata: { labels }, spec: { containers, ...pod } },
        },
    };
}
