/** Takes a look at a shop, by its API server. */
import { healthOf } from "../../components/incident/deploymentHealth";
import { type ApiReader, ApiServerError, listOf } from "../../live/snapshot/apiServer";
import { readJobs } from "../../live/snapshot/incident";
import { at, type Json, type JsonObject, listAt, numberAt, textAt } from "../../live/snapshot/json";
import { amountOf } from "../../shop/quantity";
import { readLoad } from "./load";
import type { AutoscalerLook, ContainerLook, DeploymentLook, Look, UsageLook } from "./look";
import { surroundingsOf } from "./surroundings";

const podKind = { apiVersion: "v1", kind: "Pod", plural: "pods" };
const autoscalerKind = {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    plural: "horizontalpodautoscalers",
};

/** Rejects when the API server does not answer. @param now the shop's time */
export async function takeLook(
    reader: ApiReader,
    namespace: string,
    now: () => number,
): Promise<Look> {
    const items = async (path: string): Promise<readonly JsonObject[]> =>
        listAt(await reader.get(path), "items") as readonly JsonObject[];
    const [pods, deployments, autoscalers, jobs, nodes, usage, nodeUsage] = await Promise.all([
        listOf(reader, podKind, namespace),
        items("/apis/apps/v1/deployments"),
        listOf(reader, autoscalerKind, namespace),
        readJobs(reader, namespace, "load"),
        items("/api/v1/nodes"),
        ifServed(items(`/apis/metrics.k8s.io/v1beta1/namespaces/${namespace}/pods`)),
        ifServed(items("/apis/metrics.k8s.io/v1beta1/nodes")),
    ]);
    const load = await readLoad(reader, namespace, pods);
    const own = deployments.filter((one) => textAt(one, "metadata", "namespace") === namespace);
    return {
        at: now(),
        containers: pods.flatMap(containersOf),
        deployments: own.map(deploymentOf),
        autoscalers: autoscalers.map(autoscalerOf),
        usage: usage?.flatMap(usageOf),
        isLoadActive: jobs.some(({ isActive }) => isActive),
        load,
        surroundings: surroundingsOf({ deployments, nodes, nodeUsage }, namespace),
    };
}

/** Undefined where nobody serves it, or whoever does is not there now. */
async function ifServed<T>(asked: Promise<T>): Promise<T | undefined> {
    try {
        return await asked;
    } catch (error) {
        if (error instanceof ApiServerError && [403, 404, 503].includes(error.status)) {
            return undefined;
        }
        throw error;
    }
}

function containersOf(pod: JsonObject): readonly ContainerLook[] {
    const [owner] = listAt(pod, "metadata", "ownerReferences");
    if (textAt(owner, "kind") !== "ReplicaSet") {
        return [];
    }
    const specs = listAt(pod, "spec", "containers");
    return listAt(pod, "status", "containerStatuses").map((status): ContainerLook => {
        const container = textAt(status, "name") ?? "";
        const spec = specs.find((one) => textAt(one, "name") === container);
        return {
            // A ReplicaSet is named after its Deployment, and a hash.
            deployment: (textAt(owner, "name") ?? "").replace(/-[a-z0-9]+$/, ""),
            pod: textAt(pod, "metadata", "name") ?? "",
            container,
            restarts: numberAt(status, ["restartCount"]),
            waiting: textAt(status, "state", "waiting", "reason"),
            lastEnd: textAt(status, "lastState", "terminated", "reason"),
            cpuLimit: amountAt(spec, "resources", "limits", "cpu"),
            memoryLimit: amountAt(spec, "resources", "limits", "memory"),
        };
    });
}

function amountAt(value: Json | undefined, ...path: readonly string[]): number | undefined {
    const found = at(value, ...path);
    return typeof found === "string" || typeof found === "number"
        ? amountOf(String(found))
        : undefined;
}

function deploymentOf(deployment: JsonObject): DeploymentLook {
    const { name, wanted } = healthOf(deployment);
    return {
        name,
        desired: wanted,
        available: numberAt(deployment, ["status", "availableReplicas"]),
    };
}

function autoscalerOf(autoscaler: JsonObject): AutoscalerLook {
    const [metric] = listAt(autoscaler, "status", "currentMetrics");
    const utilization = at(metric, "resource", "current", "averageUtilization");
    return {
        deployment: textAt(autoscaler, "spec", "scaleTargetRef", "name") ?? "",
        desired: numberAt(autoscaler, ["status", "desiredReplicas"]),
        utilization: typeof utilization === "number" ? utilization : undefined,
    };
}

function usageOf(metrics: JsonObject): readonly UsageLook[] {
    return listAt(metrics, "containers").map((container) => ({
        pod: textAt(metrics, "metadata", "name") ?? "",
        container: textAt(container, "name") ?? "",
        cpuCores: amountAt(container, "usage", "cpu") ?? 0,
        memoryBytes: amountAt(container, "usage", "memory") ?? 0,
    }));
}
