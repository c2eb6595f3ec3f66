import type { Cluster } from "../cluster";
import { metricsResolutionSeconds } from "../physics/autoscaler";
import type { Pod } from "../pod/pod";

interface Reading {
    readonly at: number;
    readonly cpuSeconds: number;
    /** Of the container that was read: a counter starts again with a restart. */
    readonly containerId: string;
}

/** A pod's CPU as metrics-server has it. */
export interface PodMetric {
    readonly cores: number;
    /** When the later of its two readings was made. */
    readonly at: number;
}

/** metrics-server: reads every pod's counters so often, and knows the rate between two readings. */
export class PodMetrics {
    private readonly readings = new Map<Pod, Reading>();
    private readonly metrics = new Map<Pod, PodMetric>();

    constructor(private readonly cluster: Cluster) {}

    /** Reads for ever, from that time on. */
    start(at: number): void {
        this.cluster.queue.at(at, () => {
            this.read();
            this.start(at + metricsResolutionSeconds);
        });
    }

    /** Undefined while there are no two readings of the running container. */
    of(pod: Pod): PodMetric | undefined {
        return this.metrics.get(pod);
    }

    private read(): void {
        const { now } = this.cluster.queue;
        for (const pod of this.cluster.pods) {
            if (pod.isGone || pod.main.state !== "running") {
                this.readings.delete(pod);
                this.metrics.delete(pod);
                continue;
            }
            const { cpuSeconds, containerId } = pod.main.refresh(now);
            const last = this.readings.get(pod);
            this.readings.set(pod, { at: now, cpuSeconds, containerId });
            if (last?.containerId === containerId) {
                const cores = (cpuSeconds - last.cpuSeconds) / (now - last.at);
                this.metrics.set(pod, { cores: Math.max(0, cores), at: now });
            } else {
                this.metrics.delete(pod);
            }
        }
    }
}
