import { type Json, listAt, numberAt, textAt } from "./json";

/** Restarts of containers by pod; of the pods that are there, those before them are not known. */
export type RestartCounts = Readonly<Record<string, number>>;

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
