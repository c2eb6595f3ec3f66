/** Whether the shop's pods find room on the nodes, as the scheduler will count it: by requests. */
import { amountOf } from "../../shop/quantity";
import { at, type Json, type JsonObject, listAt, textAt } from "../snapshot/json";
import { type Finding, missing, ok } from "./finding";

export interface Room {
    readonly cpuCores: number;
    readonly memoryBytes: number;
}

interface Node extends Room {
    readonly name: string;
    readonly pods: number;
}

const gibibyte = 2 ** 30;

/**
 * @param wanted one entry for each pod that the plan makes
 * @param others pods of the cluster that are not the shop's, all phases
 */
export function capacityFinding(
    wanted: readonly Room[],
    nodes: readonly JsonObject[],
    others: readonly JsonObject[],
): Finding {
    const free = nodes.filter(isOpen).map((node) => freeOn(node, others));
    const has = `${wanted.length} pods request ${roomText(total(wanted))}; free: ${roomText(total(free))}`;
    const left = placed(wanted, free);
    if (left.length === 0) {
        return ok("room for the shop", has);
    }
    return missing(
        "room for the shop",
        `${has}; ${left.length} pods find no place`,
        "Give Docker 4 CPUs and 8 GB (Docker Desktop: Settings, Resources), or remove other pods",
    );
}

/** The pods that find no place, when each goes, largest first, where most memory is left. */
function placed(wanted: readonly Room[], nodes: readonly Node[]): readonly Room[] {
    const free = nodes.map((node) => ({ ...node }));
    const largestFirst = [...wanted].sort(
        (a, b) => b.memoryBytes - a.memoryBytes || b.cpuCores - a.cpuCores,
    );
    return largestFirst.filter((pod) => {
        const [home] = free
            .filter((node) => fits(pod, node))
            .sort((a, b) => b.memoryBytes - a.memoryBytes);
        if (home === undefined) {
            return true;
        }
        home.cpuCores -= pod.cpuCores;
        home.memoryBytes -= pod.memoryBytes;
        home.pods -= 1;
        return false;
    });
}

/** Sums of decimal fractions are off by less. */
const rounding = 1e-9;

function fits(pod: Room, node: Node): boolean {
    return (
        pod.cpuCores <= node.cpuCores + rounding &&
        pod.memoryBytes <= node.memoryBytes &&
        node.pods >= 1
    );
}

/** Neither cordoned nor tainted against pods that tolerate nothing. */
function isOpen(node: JsonObject): boolean {
    const taints = listAt(node, "spec", "taints").map((taint) => textAt(taint, "effect"));
    return (
        at(node, "spec", "unschedulable") !== true &&
        !taints.some((effect) => effect === "NoSchedule" || effect === "NoExecute")
    );
}

function freeOn(node: JsonObject, others: readonly JsonObject[]): Node {
    const name = textAt(node, "metadata", "name") ?? "";
    const here = others.filter(
        (pod) =>
            textAt(pod, "spec", "nodeName") === name &&
            !["Succeeded", "Failed"].includes(textAt(pod, "status", "phase") ?? ""),
    );
    const used = total(here.map((pod) => requestsOf(at(pod, "spec"))));
    const whole = roomOf(at(node, "status", "allocatable"));
    return {
        name,
        cpuCores: whole.cpuCores - used.cpuCores,
        memoryBytes: whole.memoryBytes - used.memoryBytes,
        pods: amountAt(at(node, "status", "allocatable"), "pods") - here.length,
    };
}

/** What a pod of this spec requests; a limit without a request is one too. */
export function requestsOf(podSpec: Json | undefined): Room {
    return total(
        listAt(podSpec, "containers").map((container) => {
            const resources = at(container, "resources");
            const limits = at(resources, "limits");
            const requests = at(resources, "requests");
            return roomOf({ ...(limits as JsonObject), ...(requests as JsonObject) });
        }),
    );
}

function roomOf(quantities: Json | undefined): Room {
    return {
        cpuCores: amountAt(quantities, "cpu"),
        memoryBytes: amountAt(quantities, "memory"),
    };
}

function amountAt(quantities: Json | undefined, key: string): number {
    const value = at(quantities, key);
    return typeof value === "string" || typeof value === "number" ? amountOf(String(value)) : 0;
}

function total(rooms: readonly Room[]): Room {
    return {
        cpuCores: rooms.reduce((sum, { cpuCores }) => sum + cpuCores, 0),
        memoryBytes: rooms.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0),
    };
}

function roomText({ cpuCores, memoryBytes }: Room): string {
    return `${cpuCores.toFixed(2)} CPUs, ${(memoryBytes / gibibyte).toFixed(1)} GiB`;
}
