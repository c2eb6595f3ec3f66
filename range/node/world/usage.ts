/** What containers use now: for the metrics API and the kubelet's statistics. */
import type { Container } from "../../../twin/pod/pod";
import type { RangeClock } from "../../clock";
import type { World } from "./world";

export interface ContainerUsage {
    readonly name: string;
    readonly cores: number;
    /** So that what it grows by in a second of the wall are the cores. */
    readonly cpuSeconds: number;
    readonly memoryBytes: number;
}

export interface PodUsage {
    readonly name: string;
    readonly containers: readonly ContainerUsage[];
    /** When it was measured, and over how long, by the wall's clock; seconds (since the epoch). */
    readonly at: number;
    readonly windowSeconds: number;
}

/** As metrics-server has them: of pods that it has read twice. */
export function podUsages(world: World, { speed }: RangeClock): readonly PodUsage[] {
    const { cluster, metrics, queue } = world;
    return cluster.pods.flatMap((pod) => {
        const metric = pod.isGone ? undefined : metrics.of(pod);
        if (metric === undefined) {
            return [];
        }
        const usage = (container: Container): ContainerUsage => ({
            name: container.spec.name,
            cores: container === pod.main ? metric.cores : container.physics.cores,
            cpuSeconds: container.cpuSecondsBy(queue.now) / speed,
            memoryBytes: container.sample.memoryBytes,
        });
        const windowSeconds = metric.windowSeconds / speed;
        const at = world.outside(metric.at);
        return [{ name: pod.name, containers: pod.containers.map(usage), at, windowSeconds }];
    });
}
