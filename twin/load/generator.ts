import type { GeneratorResult } from "../input";
import { requestCpuSeconds } from "../physics/generator";

/** A delay that is not worth an event. */
const negligibleSeconds = 1e-3;

/** Locust's processes: each is one thread for all its users. */
export class Generator {
    private readonly busyUntil: Float64Array;
    private readonly worked: Float64Array;
    private readonly halfRequest: number;
    private longestDelay = 0;

    /** @param limitCores what all processes share; undefined: one core each */
    constructor(
        readonly processes: number,
        limitCores: number | undefined,
        hostSpeed: number,
    ) {
        const share = Math.min(1, (limitCores ?? processes) / processes);
        this.halfRequest = (requestCpuSeconds * hostSpeed) / 2 / share;
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
        this.longestDelay = Math.max(this.longestDelay, begin - now);
        return begin - now > negligibleSeconds ? begin : now;
    }

    result(seconds: number, inFlightAtEnd: number): GeneratorResult {
        return {
            processes: this.processes,
            busyShare: seconds > 0 ? Math.max(...this.worked) / seconds : 0,
            longestDelaySeconds: this.longestDelay,
            inFlightAtEnd,
        };
    }
}
