import type { Cluster } from "../cluster";
import { podEvent } from "../kubelet/wording";
import type { Pod } from "../pod/pod";

/** The scheduler has found a place for a new pod. */
export function tellScheduled(cluster: Cluster, pod: Pod): void {
    const message = `Successfully assigned ${cluster.namespace}/${pod.name} to the node`;
    cluster.event(podEvent(pod, "Normal", "Scheduled", message));
}

/** A replica set gets another size; the pod is one of its own. */
export function tellScaled(
    cluster: Cluster,
    { replicaSet, deployment }: Pod,
    from: number,
    to: number,
): void {
    const way = to > from ? "up" : "down";
    cluster.event({
        type: "Normal",
        reason: "ScalingReplicaSet",
        kind: "Deployment",
        name: deployment,
        deployment,
        message: `Scaled ${way} replica set ${replicaSet} from ${from} to ${to}`,
    });
}
