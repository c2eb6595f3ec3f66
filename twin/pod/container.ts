import type { ContainerState, PodSample } from "../observer";
import { memory as frontEndMemory } from "../physics/frontEnd";
import { idle, type IdlePhysics, unknownIdle } from "../physics/idle";
import type { ContainerSpec } from "../read/world";
import type { Backend } from "./backend";
import type { CpuQuota } from "./cpuQuota";
import type { EventLoop } from "./eventLoop";
import type { Pod } from "./pod";

export interface ProbeCounts {
    failures: number;
    successes: number;
}

/** One container of a pod, over all its restarts. */
export class Container {
    state: ContainerState = "waiting";
    waitingReason: string | undefined = "ContainerCreating";
    terminatedReason: string | undefined;
    lastTerminatedReason: string | undefined;
    id = "";
    restarts = 0;
    /** Raised with every start and exit, so that what was planned for an earlier one is dropped. */
    generation = 0;
    startedAt = 0;
    isListening = false;
    isStopping = false;
    quota: CpuQuota | undefined;
    /** Of the front-end. */
    loop: EventLoop | undefined;
    /** Of a service that answers calls. */
    backend: Backend | undefined;
    readonly liveness: ProbeCounts | undefined;
    readonly readiness: ProbeCounts | undefined;
    /** Whether the readiness probe, if there is one, has succeeded and not failed since. */
    isReady = false;
    /** As at the last whole second or change of state. */
    sample: PodSample;
    readonly physics: IdlePhysics;

    constructor(
        readonly pod: Pod,
        readonly spec: ContainerSpec,
    ) {
        this.physics = idle[spec.name] ?? unknownIdle;
        this.liveness = spec.liveness && { failures: 0, successes: 0 };
        this.readiness = spec.readiness && { failures: 0, successes: 0 };
        this.sample = this.measured(0);
    }

    /** A new container of that id runs from now on. */
    begin(now: number, id: string): void {
        this.generation++;
        this.startedAt = now;
        this.id = id;
        this.state = "running";
        this.waitingReason = undefined;
        this.terminatedReason = undefined;
        this.isReady = false;
        this.isStopping = false;
    }

    end(reason: string): void {
        this.generation++;
        this.state = "terminated";
        this.terminatedReason = reason;
        this.isListening = false;
        this.isReady = false;
        if (this.quota !== undefined) {
            this.quota.isOver = true;
        }
    }

    /** What the kernel cannot take from the processes again, in bytes. */
    get memoryBytes(): number {
        if (this.state !== "running") {
            return 0;
        }
        if (this.loop === undefined) {
            return this.physics.memoryMebibytes * 2 ** 20;
        }
        const { idleBytes, warmBytes, warmRequests, acceptedBytes, turnBytes } = frontEndMemory;
        const { served, inFlight, turnsHeld } = this.loop;
        const warm = warmBytes * (1 - Math.exp(-served / warmRequests));
        return idleBytes + warm + acceptedBytes * inFlight + turnBytes * turnsHeld;
    }

    /** CPU seconds since its start. */
    cpuSecondsBy(now: number): number {
        return this.state === "running"
            ? (this.quota?.cpuSeconds ?? 0) + this.physics.cores * (now - this.startedAt)
            : 0;
    }

    refresh(now: number): PodSample {
        this.sample = this.measured(now);
        return this.sample;
    }

    private measured(now: number): PodSample {
        const { pod, spec, quota, loop } = this;
        const running = this.state === "running";
        return {
            name: pod.name,
            deployment: pod.deployment,
            replicaSet: pod.replicaSet,
            container: spec.name,
            containerId: this.id,
            image: spec.image,
            isReady: this.isReady && running,
            isTerminating: pod.isTerminating,
            isPending: pod.isPending,
            restarts: this.restarts,
            state: this.state,
            waitingReason: pod.isPending ? undefined : this.waitingReason,
            terminatedReason: this.terminatedReason,
            lastTerminatedReason: this.lastTerminatedReason,
            cpuSeconds: this.cpuSecondsBy(now),
            starvedSeconds: quota?.starved.seconds ?? 0,
            starvedCpuSeconds: quota?.starved.cpuSeconds ?? 0,
            cfsPeriods: quota?.periods ?? 0,
            throttledPeriods: quota?.throttledPeriods ?? 0,
            throttledSeconds: quota?.throttledSeconds ?? 0,
            // The kernel lets it have no more than its limit: beyond that it is killed.
            memoryBytes: Math.min(this.memoryBytes, spec.memoryLimitBytes ?? Infinity),
            inFlight: loop?.inFlight ?? this.backend?.inFlight(now) ?? 0,
            acceptQueue: loop?.acceptQueue ?? 0,
            cpuRequestCores: spec.cpuRequestCores,
            cpuLimitCores: spec.cpuLimitCores,
            memoryRequestBytes: spec.memoryRequestBytes,
            memoryLimitBytes: spec.memoryLimitBytes,
            livenessFailures: this.liveness?.failures,
            livenessSuccesses: this.liveness?.successes,
            readinessFailures: this.readiness?.failures,
            readinessSuccesses: this.readiness?.successes,
        };
    }
}
