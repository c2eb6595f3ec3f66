/** Takes a look at a shop, by its API server. */
import { healthOf } from "../../components/incident/deploymentHealth";
import { type ApiReader, ApiServerError } from "../../live/snapshot/apiServer";
import { readJobs } from "../../live/snapshot/incident";
import { type JsonObject, listAt, numberAt, textAt } from "../../live/snapshot/json";
import { readLoad } from "./load";
import type { DeploymentLook, Look, UsageLook } from "./look";
import { surroundingsOf } from "./surroundings";
import { amountAt, autoscalerOf, containersOf } from "./told/objects";
import type { ShopFeeds } from "./told/shopFeeds";

/**
 * What is told as it happens, and beside it what must not be believed when nothing is told: whether
 * there is load and whether anything is in danger is asked for, and so is whether anybody answers.
 * Rejects when the API server does not.
 * @param now the shop's time
 */
export async function takeLook(
    reader: ApiReader,
    namespace: string,
    feeds: Pick<ShopFeeds, "pods" | "autoscalers" | "endpoints" | "takeChanges">,
    now: () => number,
): Promise<Look> {
    const items = async (path: string): Promise<readonly JsonObject[]> =>
        listAt(await reader.get(path), "items") as readonly JsonObject[];
    const [deployments, jobs, nodes, usage, nodeUsage] = await Promise.all([
        items("/apis/apps/v1/deployments"),
        readJobs(reader, namespace, "load"),
        items("/api/v1/nodes"),
        ifServed(items(`/apis/metrics.k8s.io/v1beta1/namespaces/${namespace}/pods`)),
        ifServed(items("/apis/metrics.k8s.io/v1beta1/nodes")),
    ]);
    const load = await readLoad(reader, namespace, feeds.pods);
    const own = deployments.filter((one) => textAt(one, "metadata", "namespace") === namespace);
    return {
        at: now(),
        changes: feeds.takeChanges(),
        containers: feeds.pods.flatMap(containersOf),
        deployments: own.map(deploymentOf),
        autoscalers: feeds.autoscalers.map(autoscalerOf),
        endpoints: feeds.endpoints,
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

function deploymentOf(deployment: JsonObject): DeploymentLook {
    const { name, wanted } = healthOf(deployment);
    return {
        name,
        desired: wanted,
        available: numberAt(deployment, ["status", "availableReplicas"]),
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
