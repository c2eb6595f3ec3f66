import type { GeneratorResult } from "../input";
import type { CpuClaimant } from "../node/claimant";
import type { GeneratorSample } from "../observer";
import { requestCpuSeconds } from "../physics/generator";
import { sharesOf } from "../physics/node";
import type { LoadSpec } from "../read/load";

/** A delay that is not worth an event. */
const negligibleSeconds = 1e-3;

/** However little the node grants, something gets done. Cores of a process. */
const leastCores = 0.01;

/** Locust's processes: each is one thread for all its users. */
export class Generator implements CpuClaimant {
    readonly shares: number;
    readonly mostCores: number;
    /** Its pod is gone. */
    isOver = false;
    readonly starved = { seconds: 0, cpuSeconds: 0 };
    readonly processes: number;
    private readonly busyUntil: Float64Array;
    private readonly worked: Float64Array;
    /** CPU seconds of half a request. */
    private readonly halfWork: number;
    /** Of a core, for each process: by the limit, and what the node leaves of it. */
    private readonly limitShare: number;
    private share: number;
    private halfRequest: number;
    private cpuSeconds = 0;
    private busySeconds = 0;
    private longestDelay = 0;

    constructor({ processes, cpuRequestCores, cpuLimitCores }: Sizes) {
        this.processes = processes;
        this.shares = sharesOf(cpuRequestCores);
        this.mostCores = Math.min(cpuLimitCores ?? processes, processes);
        this.limitShare = Math.min(1, (cpuLimitCores ?? processes) / processes);
        this.share = this.limitShare;
        this.halfWork = requestCpuSeconds / 2;
        this.halfRequest = this.halfWork / this.share;
        this.busyUntil = new Float64Array(processes);
        this.worked = new Float64Array(processes);
    }

    /**
     * Half a request's work for that user: sending it, or reading its answer. Returns when its
     * process gets to it: now, unless it has too much to do.
     */
    work(user: number, now: number): number {
        const process = user % this.processes;
        const begin = Math.max(now, this.busyUntil[process] as number);
        this.busyUntil[process] = begin + this.halfRequest;
        this.worked[process] = (this.worked[process] as number) + this.halfRequest;
        this.cpuSeconds += this.halfWork;
        this.busySeconds += this.halfRequest;
        this.longestDelay = Math.max(this.longestDelay, begin - now);
        return begin - now > negligibleSeconds ? begin : now;
    }

    usedBy(now: number): number {
        return this.cpuSeconds - this.ahead(now) * this.share;
    }

    /** Mean over the processes, among which the users are divided evenly. */
    busyBy(now: number): number {
        return (this.busySeconds - this.ahead(now)) / this.processes;
    }

    /** Divided among its processes evenly; what is still to be done takes longer, or less long. */
    grant(cores: number, now: number): void {
        const share = Math.min(this.limitShare, Math.max(leastCores, cores / this.processes));
        const before = this.ahead(now);
        this.busyUntil.forEach((until, process) => {
            const left = Math.max(0, until - now) * this.share;
            this.busyUntil[process] = now + left / share;
        });
        this.busySeconds += this.ahead(now) - before;
        this.share = share;
        this.halfRequest = this.halfWork / share;
    }

    sample(): GeneratorSample {
        const { mostCores, starved } = this;
        return {
            cpuLimitCores: mostCores,
            starvedSeconds: starved.seconds,
            starvedCpuSeconds: starved.cpuSeconds,
        };
    }

    result(seconds: number, inFlightAtEnd: number): GeneratorResult {
        return {
            processes: this.processes,
            busyShare: seconds > 0 ? Math.max(...this.worked) / seconds : 0,
            longestDelaySeconds: this.longestDelay,
            inFlightAtEnd,
        };
    }

    /** Seconds of work that was taken on and is still to be done, all processes together. */
    private ahead(now: number): number {
        return this.busyUntil.reduce((sum, until) => sum + Math.max(0, until - now), 0);
    }
}

type Sizes = Pick<LoadSpec, "processes" | "cpuRequestCores" | "cpuLimitCores">;
