/** What of a cluster is none of the shop, and must not suffer from it. */
import { podTrouble, healthOf } from "../../components/incident/deploymentHealth";
import { nodesFinding } from "../../live/doctor/cluster";
import { at, type JsonObject, textAt } from "../../live/snapshot/json";
import { amountOf } from "../../shop/quantity";

export interface Surroundings {
    /** Deployments of other namespaces that lack pods, like `web/api: 1 of 2 pods Ready`. */
    readonly unhealthy: readonly string[];
    /** Nodes that are not Ready or under pressure, like `one: Ready=False`. */
    readonly nodes: readonly string[];
    /** The least share of a node's memory that is free, 0 to 1; undefined: no metrics API. */
    readonly freeMemory: number | undefined;
}

export interface SeenAround {
    /** Deployments of all namespaces. */
    readonly deployments: readonly JsonObject[];
    readonly nodes: readonly JsonObject[];
    /** NodeMetrics; undefined: there is no metrics API. */
    readonly nodeUsage: readonly JsonObject[] | undefined;
}

export function surroundingsOf(
    { deployments, nodes, nodeUsage }: SeenAround,
    namespace: string,
): Surroundings {
    const others = deployments.filter((one) => textAt(one, "metadata", "namespace") !== namespace);
    const free = nodes.flatMap((node) => freeMemoryOf(node, nodeUsage ?? []) ?? []);
    return {
        unhealthy: others.flatMap((one) => {
            const trouble = podTrouble(healthOf(one));
            const name = `${textAt(one, "metadata", "namespace")}/${textAt(one, "metadata", "name")}`;
            return trouble === undefined ? [] : [`${name}: ${trouble}`];
        }),
        nodes: nodes
            .map((node) => nodesFinding([node]))
            .flatMap(({ standing, found }) => (standing === "ok" ? [] : [found])),
        freeMemory: free.length === 0 ? undefined : Math.min(...free),
    };
}

function freeMemoryOf(node: JsonObject, usage: readonly JsonObject[]): number | undefined {
    const name = textAt(node, "metadata", "name");
    const used = usage.find((one) => textAt(one, "metadata", "name") === name);
    const memory = at(used, "usage", "memory");
    const all = at(node, "status", "allocatable", "memory");
    return typeof memory !== "string" || typeof all !== "string"
        ? undefined
        : 1 - amountOf(memory) / amountOf(all);
}

/** Less free memory than this, and a node's kubelet soon evicts. */
const leastFreeMemory = 0.05;

/**
 * Why an experiment must not go on; undefined while it may.
 * @param before as it was before: what was broken then is none of the experiment's doing
 */
export function dangerIn(now: Surroundings, before: Surroundings): string | undefined {
    const node = firstNew(now.nodes, before.nodes);
    const fallen = firstNew(now.unhealthy, before.unhealthy);
    if (node !== undefined) {
        return `node ${node}`;
    }
    if (fallen !== undefined) {
        return `outside of the shop, ${fallen}`;
    }
    const { freeMemory = 1 } = now;
    const wasShort = (before.freeMemory ?? 1) < leastFreeMemory;
    return freeMemory < leastFreeMemory && !wasShort
        ? `a node has ${Math.round(100 * freeMemory)} % of its memory left`
        : undefined;
}

/** Of two lists like `name: what`, the first of the one whose name the other does not have. */
function firstNew(now: readonly string[], before: readonly string[]): string | undefined {
    const nameOf = (text: string): string => text.replace(/: .*/, "");
    const known = new Set(before.map(nameOf));
    return now.find((one) => !known.has(nameOf(one)));
}
