import { fineMetrics } from "../../evidence/fineMetrics";
import type { PodSample } from "../observer";
import type { SeriesSet } from "./seriesBook";

/** What the pods of a Deployment use and hold, added up. */
interface Usage {
    cpu: number;
    cpuLimit: number;
    memory: number;
    memoryLimit: number;
    inFlight: number;
    acceptQueue: number;
}

/**
 * Usage by Deployment, second by second. Only of the one that users reach: the plots show no other,
 * and fourteen times as many points would fill the evidence.
 */
const shown = "front-end";

export class DeploymentUsage {
    /** CPU seconds of each container at the last sample; undefined: this is the first one. */
    private cpuBefore: Map<string, number> | undefined;

    constructor(private readonly seriesOf: (deployment: string) => SeriesSet) {}

    sample(at: number, pods: readonly PodSample[]): void {
        const usage = {
            cpu: 0,
            cpuLimit: 0,
            memory: 0,
            memoryLimit: 0,
            inFlight: 0,
            acceptQueue: 0,
        };
        const cpuNow = new Map<string, number>();
        for (const pod of pods) {
            if (pod.deployment === shown) {
                this.add(usage, pod, cpuNow);
            }
        }
        this.cpuBefore = cpuNow;
        const set = this.seriesOf(shown);
        set.push(fineMetrics.cpuUsage, at, usage.cpu);
        set.push(fineMetrics.cpuLimit, at, usage.cpuLimit);
        set.push(fineMetrics.memoryUsage, at, usage.memory);
        set.push(fineMetrics.memoryLimit, at, usage.memoryLimit);
        set.push(fineMetrics.inFlight, at, usage.inFlight);
        set.push(fineMetrics.acceptQueue, at, usage.acceptQueue);
    }

    private add(usage: Usage, pod: PodSample, cpuNow: Map<string, number>): void {
        if (pod.isPending) {
            return;
        }
        usage.cpuLimit += pod.cpuLimitCores ?? 0;
        usage.memoryLimit += pod.memoryLimitBytes ?? 0;
        if (pod.state !== "running") {
            return;
        }
        if (this.cpuBefore !== undefined) {
            // A container that was not there a second ago began at 0 since.
            usage.cpu += pod.cpuSeconds - (this.cpuBefore.get(pod.containerId) ?? 0);
        }
        cpuNow.set(pod.containerId, pod.cpuSeconds);
        usage.memory += Math.round(pod.memoryBytes);
        usage.inFlight += pod.inFlight;
        usage.acceptQueue += pod.acceptQueue;
    }
}
