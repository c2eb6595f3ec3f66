import type { Cluster } from "../cluster";
import { podEvent } from "../kubelet/wording";
import { schedulingBackOffSeconds } from "../physics/node";
import type { Pod } from "../pod/pod";
import { tellScheduled } from "./deploymentEvents";

/** The load's Job: its pod is no Deployment's. */
export interface LoadPod {
    readonly job: string;
    readonly cpuRequestCores: number;
}

/** Rounding of sums of requests must not refuse the last pod that fits. */
const tiny = 1e-9;

/**
 * The scheduler, with one node to choose from: a pod that requests more CPU than is left there
 * stays Pending, and is looked at again whenever another one goes. Limits do not matter to it.
 */
export class Scheduler {
    private readonly waiting: Pod[] = [];
    private load: LoadPod | undefined;
    private isLoadRefused = false;

    constructor(
        private readonly cluster: Cluster,
        private readonly cpus: number,
        /** Told of pods that have found their place. */
        private readonly place: (pod: Pod) => void,
    ) {}

    /** Whether a pod that is there from the beginning fits; no event tells of it. */
    adopts(pod: Pod): boolean {
        pod.isPending = !this.fits(pod.cpuRequestCores);
        if (pod.isPending) {
            this.waiting.push(pod);
        }
        return !pod.isPending;
    }

    add(pod: Pod): void {
        if (this.fits(pod.cpuRequestCores)) {
            this.bind(pod);
        } else {
            this.waiting.push(pod);
            this.cluster.event(podEvent(pod, "Warning", "FailedScheduling", insufficient));
        }
    }

    /** Whether there is room for the load, which it then has until it is released. */
    admits(load: LoadPod): boolean {
        if (this.fits(load.cpuRequestCores)) {
            this.load = load;
            return true;
        }
        if (!this.isLoadRefused) {
            this.isLoadRefused = true;
            this.cluster.event({
                type: "Warning",
                reason: "FailedScheduling",
                kind: "Pod",
                name: load.job,
                deployment: undefined,
                message: insufficient,
            });
        }
        return false;
    }

    releaseLoad(): void {
        this.load = undefined;
        this.retry();
    }

    /** A pod is gone, and with it its request. */
    retry(): void {
        const { queue } = this.cluster;
        if (this.waiting.length > 0) {
            queue.at(queue.now + schedulingBackOffSeconds, () => {
                this.tryWaiting();
            });
        }
    }

    private tryWaiting(): void {
        for (const pod of this.waiting.splice(0)) {
            if (pod.isGone || pod.isTerminating) {
                continue;
            }
            if (this.fits(pod.cpuRequestCores)) {
                this.bind(pod);
            } else {
                this.waiting.push(pod);
            }
        }
    }

    private bind(pod: Pod): void {
        pod.isPending = false;
        tellScheduled(this.cluster, pod);
        this.place(pod);
    }

    /** Terminating pods have their requests until they are gone. */
    private fits(cores: number): boolean {
        const taken = this.cluster.pods
            .filter(({ isGone, isPending }) => !isGone && !isPending)
            .reduce((sum, pod) => sum + pod.cpuRequestCores, this.load?.cpuRequestCores ?? 0);
        return taken + cores <= this.cpus + tiny;
    }
}

/** kube-scheduler 1.35's words, of a cluster of one node. */
const insufficient =
    "0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: " +
    "0/1 nodes are available: 1 No preemption victims found for incoming pod.";
