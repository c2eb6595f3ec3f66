import { type Json, listAt, numberAt, textAt } from "./json";

/** How far a Deployment's pods are. */
export interface PodCount {
    readonly deployment: string;
    readonly wanted: number;
    readonly ready: number;
    /** The controller has seen the newest spec, all pods are of that spec, and none is too many. */
    readonly isSettled: boolean;
}

/** Restarts of containers by pod; of the pods that are there, those before them are not known. */
export type RestartCounts = Readonly<Record<string, number>>;

export function podCountOf(deployment: Json): PodCount {
    const wanted = numberAt(deployment, ["spec", "replicas"], 1);
    const reported = (count: string): number => numberAt(deployment, ["status", count]);
    return {
        deployment: textAt(deployment, "metadata", "name") ?? "",
        wanted,
        ready: reported("readyReplicas"),
        isSettled:
            reported("observedGeneration") >= numberAt(deployment, ["metadata", "generation"]) &&
            reported("updatedReplicas") >= wanted &&
            reported("replicas") <= wanted,
    };
}

/** What is wrong with the pods of a Deployment; undefined when nothing is. */
export function podTrouble({ wanted, ready, isSettled }: PodCount): string | undefined {
    if (ready < wanted) {
        return `${ready} of ${wanted} pods Ready`;
    }
    return isSettled ? undefined : "its pods are still being replaced";
}

/** Restarts of the pods that Deployments own: those of Jobs come and go. */
export function restartsOf(pods: readonly Json[]): RestartCounts {
    const own = pods.filter((pod) =>
        listAt(pod, "metadata", "ownerReferences").some(
            (owner) => textAt(owner, "kind") === "ReplicaSet",
        ),
    );
    return Object.fromEntries(
        own.map((pod) => [
            textAt(pod, "metadata", "name") ?? "",
            listAt(pod, "status", "containerStatuses").reduce<number>(
                (sum, container) => sum + numberAt(container, ["restartCount"]),
                0,
            ),
        ]),
    );
}

/** Restarts by Deployment since `before`, of the pods that are there now; only where any. */
export function restartsSince(before: RestartCounts, now: RestartCounts): RestartCounts {
    const since = new Map<string, number>();
    for (const [pod, count] of Object.entries(now)) {
        const more = Math.max(0, count - (before[pod] ?? 0));
        if (more > 0) {
            const deployment = deploymentOf(pod);
            since.set(deployment, (since.get(deployment) ?? 0) + more);
        }
    }
    return Object.fromEntries(since);
}

/** A pod of a Deployment is named after it, its ReplicaSet's hash and a few letters. */
function deploymentOf(pod: string): string {
    return pod.replace(/-[a-z0-9]+-[a-z0-9]+$/, "");
}
