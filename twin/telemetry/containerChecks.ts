import type { PodSample } from "../observer";
import { ContainerStates } from "./containerStates";
import type { ClusterFacts } from "./clusterFacts";
import { SeriesSet } from "./seriesBook";
import type { SeriesBook } from "./seriesBook";
import { containerTags } from "./tags";

const nanosecondsPerSecond = 1e9;

/** The counters of a container that checks turn into rates. */
interface Counters {
    readonly time: number;
    readonly cpuSeconds: number;
    readonly cfsPeriods: number;
    readonly throttledPeriods: number;
    readonly throttledSeconds: number;
}

/**
 * Everything that the agent's kubelet, container and kube-state checks say about one container of
 * one pod, through all its restarts.
 */
export class ContainerChecks {
    private readonly states: ContainerStates;
    /** Begun anew with every container, like the id in their tags. */
    private ofContainer: SeriesSet;
    private containerId: string;
    private before: Counters | undefined;

    constructor(
        first: PodSample,
        private readonly facts: ClusterFacts,
        private readonly book: SeriesBook,
    ) {
        const tags = containerTags(first, facts);
        this.states = new ContainerStates(tags, book);
        this.ofContainer = new SeriesSet(book, tags.high);
        this.containerId = first.containerId;
    }

    check(time: number, pod: PodSample): void {
        if (pod.containerId !== this.containerId) {
            this.containerId = pod.containerId;
            this.ofContainer = new SeriesSet(this.book, containerTags(pod, this.facts).high);
            this.before = undefined;
        }
        this.states.check(time, pod);
        this.specification(time, pod);
        if (pod.state === "running") {
            this.rates(time, pod);
            this.memory(time, pod);
            this.probes(time, pod);
        } else {
            this.before = undefined;
        }
    }

    private specification(time: number, pod: PodSample): void {
        const set = this.ofContainer;
        if (pod.cpuRequestCores > 0) {
            set.push("kubernetes.cpu.requests", time, pod.cpuRequestCores);
        }
        if (pod.memoryRequestBytes > 0) {
            set.push("kubernetes.memory.requests", time, pod.memoryRequestBytes);
        }
        if (pod.cpuLimitCores !== undefined) {
            set.push("kubernetes.cpu.limits", time, pod.cpuLimitCores);
        }
        if (pod.memoryLimitBytes !== undefined) {
            set.push("kubernetes.memory.limits", time, pod.memoryLimitBytes);
        }
    }

    /** A rate needs two samples of the same container. */
    private rates(time: number, pod: PodSample): void {
        const { cpuSeconds, cfsPeriods, throttledPeriods, throttledSeconds } = pod;
        const before = this.before;
        this.before = { time, cpuSeconds, cfsPeriods, throttledPeriods, throttledSeconds };
        if (before === undefined) {
            return;
        }
        const seconds = time - before.time;
        const set = this.ofContainer;
        const cores = (cpuSeconds - before.cpuSeconds) / seconds;
        const nanocores = Math.round(cores * nanosecondsPerSecond);
        set.push("kubernetes.cpu.usage.total", time, nanocores);
        set.push("container.cpu.usage", time, nanocores);
        if (pod.cpuLimitCores === undefined) {
            return;
        }
        set.push("container.cpu.limit", time, pod.cpuLimitCores * nanosecondsPerSecond);
        const periods = (throttledPeriods - before.throttledPeriods) / seconds;
        set.push("kubernetes.cpu.cfs.periods", time, (cfsPeriods - before.cfsPeriods) / seconds);
        set.push("kubernetes.cpu.cfs.throttled.periods", time, periods);
        set.push("container.cpu.throttled.periods", time, periods);
        const throttled = (throttledSeconds - before.throttledSeconds) / seconds;
        set.push("kubernetes.cpu.cfs.throttled.seconds", time, throttled);
        set.push("container.cpu.throttled", time, Math.round(throttled * nanosecondsPerSecond));
    }

    /** The simulation has no page cache: usage, working set and resident set are one. */
    private memory(time: number, { memoryBytes, memoryLimitBytes }: PodSample): void {
        const set = this.ofContainer;
        const bytes = Math.round(memoryBytes);
        set.push("kubernetes.memory.usage", time, bytes);
        set.push("kubernetes.memory.working_set", time, bytes);
        set.push("kubernetes.memory.rss", time, bytes);
        set.push("container.memory.usage", time, bytes);
        set.push("container.memory.working_set", time, bytes);
        set.push("container.memory.oom_events", time, 0);
        if (memoryLimitBytes !== undefined) {
            set.push("container.memory.limit", time, memoryLimitBytes);
            set.push("kubernetes.memory.usage_pct", time, bytes / memoryLimitBytes);
        }
    }

    /** Counts over the pod's life; a count of failures begins with the first of them. */
    private probes(time: number, pod: PodSample): void {
        this.probe("kubernetes.liveness_probe.failure.total", time, pod.livenessFailures);
        this.probe("kubernetes.liveness_probe.success.total", time, pod.livenessSuccesses);
        this.probe("kubernetes.readiness_probe.failure.total", time, pod.readinessFailures);
        this.probe("kubernetes.readiness_probe.success.total", time, pod.readinessSuccesses);
        this.probe("kubernetes.startup_probe.failure.total", time, pod.startupFailures);
        this.probe("kubernetes.startup_probe.success.total", time, pod.startupSuccesses);
    }

    private probe(metric: string, time: number, count: number | undefined): void {
        if (count !== undefined && count > 0) {
            this.ofContainer.push(metric, time, count);
        }
    }
}
