import type { Stream } from "../clock/stream";
import type { Cluster } from "../cluster";
import {
    freshContainerSeconds,
    housekeepingSeconds,
    metricsResolutionSeconds,
} from "../physics/autoscaler";
import type { Container, Pod } from "../pod/pod";

/** A container's counter as the kubelet has read it last. */
interface Reading {
    readonly at: number;
    readonly cpuSeconds: number;
    readonly memoryBytes: number;
    readonly startedAt: number;
}

/** A pod's CPU and memory as metrics-server has them. */
export interface PodMetric {
    readonly cores: number;
    /** The working set at the later of its two readings. */
    readonly memoryBytes: number;
    /** When the later of its two readings was made, and how far they are apart. */
    readonly at: number;
    readonly windowSeconds: number;
}

/**
 * metrics-server, and the kubelet's cAdvisor that it asks. cAdvisor reads a container's counters when
 * it starts, and then every 10 to 20 s; metrics-server takes the last reading of each every 15 s, and
 * knows the rate between the last two that differ (pkg/storage/pod.go); without two of them it says
 * nothing of the memory either. So what the autoscaler
 * sees is up to 35 s old, and an average of 10 s and more before that.
 */
export class PodMetrics {
    /** Of cAdvisor. */
    private readonly read = new Map<Pod, Reading>();
    /** Of metrics-server: the last two that it got. */
    private readonly last = new Map<Pod, Reading>();
    private readonly before = new Map<Pod, Reading>();

    constructor(
        private readonly cluster: Cluster,
        private readonly stream: Stream,
    ) {}

    /** Asks for ever, from that time on. */
    start(at: number): void {
        this.cluster.queue.at(at, () => {
            this.scrape();
            this.start(at + metricsResolutionSeconds);
        });
    }

    /** Reads the counters of a container that has just been started, until it ends. */
    watch(container: Container): void {
        const { queue } = this.cluster;
        const { pod, generation } = container;
        if (container !== pod.main) {
            return;
        }
        queue.at(queue.now, () => {
            this.housekeep(container, generation);
        });
    }

    /** Undefined while there are no two readings of the running container. */
    of(pod: Pod): PodMetric | undefined {
        const [last, before] = [this.last.get(pod), this.before.get(pod)];
        if (last === undefined || before === undefined) {
            return undefined;
        }
        const windowSeconds = last.at - before.at;
        const cores = Math.max(0, last.cpuSeconds - before.cpuSeconds) / windowSeconds;
        return { cores, memoryBytes: last.memoryBytes, at: last.at, windowSeconds };
    }

    private housekeep(container: Container, generation: number): void {
        const { queue } = this.cluster;
        if (container.generation !== generation) {
            return;
        }
        const { pod, startedAt } = container;
        const cpuSeconds = container.cpuSecondsBy(queue.now);
        const { memoryBytes } = container;
        this.read.set(pod, { at: queue.now, cpuSeconds, memoryBytes, startedAt });
        const { min, max } = housekeepingSeconds;
        queue.at(queue.now + this.stream.between(min, max), () => {
            this.housekeep(container, generation);
        });
    }

    private scrape(): void {
        for (const pod of this.cluster.pods) {
            const reading = this.read.get(pod);
            if (pod.isGone || pod.main.state !== "running" || reading === undefined) {
                this.last.delete(pod);
                this.before.delete(pod);
            } else {
                this.store(pod, reading);
            }
        }
    }

    /** As podStorage.Store does it. */
    private store(pod: Pod, reading: Reading): void {
        const last = this.last.get(pod);
        this.last.set(pod, reading);
        const age = reading.at - reading.startedAt;
        if (age >= freshContainerSeconds && age < metricsResolutionSeconds) {
            this.before.set(pod, { ...reading, at: reading.startedAt, cpuSeconds: 0 });
        } else if (last === undefined || reading.startedAt >= last.at) {
            this.before.delete(pod);
        } else if (reading.at > last.at) {
            this.before.set(pod, last);
        }
    }
}
