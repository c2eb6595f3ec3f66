/** How the Deployment controller sizes the replica sets of a service, in the order of its steps. */
import { type KubeConfig, type V1ReplicaSet, Watch } from "@kubernetes/client-node";

export interface ScalingWatch {
    /** Like `A 1 -> 3`, the sets lettered in the order in which they changed; ends the watch. */
    stop(): readonly string[];
}

/** Events of the controller would not do: after ten of them Kubernetes sums them up. */
export async function watchScaling(
    config: KubeConfig,
    namespace: string,
    labels: Readonly<Record<string, string>>,
): Promise<ScalingWatch> {
    const sizes = new Map<string, number>();
    const changes: (readonly [set: string, from: number, to: number])[] = [];
    // Every set that there is comes first, as one that was added.
    const there = new Promise<void>((resolve) => setTimeout(resolve, 1_000));
    let isListed = false;
    const watching = await new Watch(config).watch(
        `/apis/apps/v1/namespaces/${namespace}/replicasets`,
        {
            labelSelector: Object.entries(labels)
                .map((pair) => pair.join("="))
                .join(","),
        },
        (_phase: string, { metadata, spec }: V1ReplicaSet) => {
            const [set, to] = [metadata?.name ?? "", spec?.replicas ?? 0];
            const from = sizes.get(set) ?? 0;
            sizes.set(set, to);
            if (isListed && from !== to) {
                changes.push([set, from, to]);
            }
        },
        // However it ends, what was seen until then is what counts.
        () => undefined,
    );
    await there;
    isListed = true;
    return {
        stop: () => {
            watching.abort();
            const sets = [...new Set(changes.map(([set]) => set))];
            return changes.map(
                ([set, from, to]) =>
                    `${String.fromCharCode(65 + sets.indexOf(set))} ${from} -> ${to}`,
            );
        },
    };
}
