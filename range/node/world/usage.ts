/** What containers use now: for the metrics API and the kubelet's statistics. */
import type { Container } from "../../../twin/pod/pod";
import type { World } from "./world";

export interface ContainerUsage {
    readonly name: string;
    readonly cores: number;
    readonly cpuSeconds: number;
    readonly memoryBytes: number;
}

export interface PodUsage {
    readonly name: string;
    readonly containers: readonly ContainerUsage[];
    /** When it was measured, and over how long; seconds (since the epoch). */
    readonly at: number;
    readonly windowSeconds: number;
}

/** As metrics-server has them: of pods that it has read twice. */
export function podUsages({ cluster, metrics, queue, time }: World): readonly PodUsage[] {
    return cluster.pods.flatMap((pod) => {
        const metric = pod.isGone ? undefined : metrics.of(pod);
        if (metric === undefined) {
            return [];
        }
        const usage = (container: Container): ContainerUsage => ({
            name: container.spec.name,
            cores: container === pod.main ? metric.cores : container.physics.cores,
            cpuSeconds: container.cpuSecondsBy(queue.now),
            memoryBytes: container.sample.memoryBytes,
        });
        const { windowSeconds } = metric;
        const at = time + metric.at - queue.now;
        return [{ name: pod.name, containers: pod.containers.map(usage), at, windowSeconds }];
    });
}
