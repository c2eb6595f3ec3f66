import type { CpuQuota } from "../node/cpuQuota";
import type { ContainerState, LogLine, PodSample } from "../observer";
import { type IdlePhysics, idleOf } from "../physics/idle";
import type { PlayedContainer, PodSpec } from "../read/world";
import type { Backend } from "./backend";
import type { EventLoop } from "./eventLoop";

/** What tells a pod from others, given by whoever creates it. */
export interface PodIdentity {
    readonly name: string;
    readonly uid: string;
    readonly address: string;
    readonly replicaSet: string;
}

/** How a container ended. */
export interface ContainerEnd {
    readonly reason: string;
    readonly exitCode: number;
    readonly id: string;
    /** Seconds since the start of the incident. */
    readonly startedAt: number;
    readonly at: number;
}

/** A pod of a Deployment. */
export class Pod {
    readonly name: string;
    readonly uid: string;
    readonly address: string;
    readonly replicaSet: string;
    /** As they are now: somebody may have changed them. */
    labels: Readonly<Record<string, string>>;
    isTerminating = false;
    /** The scheduler has not found room for it. */
    isPending = true;
    isGone = false;
    /** The Ready condition as the API server has it, and since when. */
    isReady = false;
    readySince = 0;
    readonly containers: readonly Container[];

    constructor(
        /** Its number among all pods that there ever were. */
        readonly index: number,
        { name, uid, address, replicaSet }: PodIdentity,
        readonly spec: PodSpec,
        readonly createdAt: number,
        private readonly write: (pod: Pod, stream: LogLine["stream"], message: string) => void,
    ) {
        this.name = name;
        this.uid = uid;
        this.address = address;
        this.replicaSet = replicaSet;
        this.labels = spec.labels;
        this.containers = spec.containers.map((container) => new Container(this, container));
    }

    get deployment(): string {
        return this.spec.name;
    }

    /** The application's container: the first; further ones are exporters. */
    get main(): Container {
        return this.containers[0] as Container;
    }

    /** On which its containers listen, as far as its spec says so, by number and by name. */
    get ports(): readonly (number | string)[] {
        return this.containers.flatMap((container) => container.spec.ports);
    }

    get isHeldBack(): boolean {
        return this.containers.some(({ waitingReason }) => waitingReason === "CrashLoopBackOff");
    }

    get lacksImage(): boolean {
        return this.containers.some(({ waitingReason }) =>
            ["ErrImagePull", "ImagePullBackOff"].includes(waitingReason ?? ""),
        );
    }

    get cpuRequestCores(): number {
        return this.containers.reduce((sum, { spec }) => sum + spec.cpuRequestCores, 0);
    }

    get memoryRequestBytes(): number {
        return this.containers.reduce((sum, { spec }) => sum + spec.memoryRequestBytes, 0);
    }

    /** What answers calls of other services; undefined while nothing listens. */
    get backend(): Backend | undefined {
        return this.main.isListening ? this.main.backend : undefined;
    }

    log(stream: LogLine["stream"], message: string): void {
        this.write(this, stream, message);
    }
}

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
    /** Undefined: none has ended yet. */
    lastEnd: ContainerEnd | undefined;
    /** How long its restart is held back while it waits in CrashLoopBackOff. */
    backOffSeconds = 0;
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
    readonly startup: ProbeCounts | undefined;
    /** Whether the startup probe has succeeded since the start; without one it has from the start on. */
    isStarted = false;
    /** Whether the readiness probe, if there is one, has succeeded and not failed since. */
    isReady = false;
    /** As at the last whole second or change of state. */
    sample: PodSample;
    readonly physics: IdlePhysics;

    constructor(
        readonly pod: Pod,
        readonly spec: PlayedContainer,
    ) {
        this.physics = idleOf(spec.program);
        this.liveness = spec.liveness && { failures: 0, successes: 0 };
        this.readiness = spec.readiness && { failures: 0, successes: 0 };
        this.startup = spec.startup && { failures: 0, successes: 0 };
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
        this.isStarted = this.spec.startup === undefined;
        this.isStopping = false;
    }

    end(now: number, reason: string, exitCode: number): void {
        const { id, startedAt } = this;
        this.lastEnd = { reason, exitCode, id, startedAt, at: now };
        this.generation++;
        this.state = "terminated";
        this.terminatedReason = reason;
        this.isListening = false;
        this.isReady = false;
        this.isStarted = false;
        if (this.quota !== undefined) {
            this.quota.isOver = true;
        }
    }

    /** What the kernel cannot take from the processes again, in bytes. */
    get memoryBytes(): number {
        return this.state === "running"
            ? (this.loop?.memoryBytes ?? this.physics.memoryMebibytes * 2 ** 20)
            : 0;
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
            startupFailures: this.startup?.failures,
            startupSuccesses: this.startup?.successes,
        };
    }
}
