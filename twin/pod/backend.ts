import type { BackendPhysics } from "../physics/backends";
import type { CpuQuota } from "./cpuQuota";

/** A service behind the front-end: one thread on its quota, first come, first served. */
export class Backend {
    private busyUntil = -Infinity;

    constructor(
        private readonly physics: BackendPhysics,
        private readonly quota: CpuQuota,
        private readonly hostSpeed: number,
    ) {}

    /** When a call that arrives at that time is answered. */
    answerTime(arrival: number): number {
        const work = this.physics.cpuSeconds * this.hostSpeed;
        this.busyUntil = this.quota.finish(Math.max(arrival, this.busyUntil), work);
        return this.busyUntil + this.physics.waitSeconds;
    }

    /** Calls not yet answered, roughly: what the work that is left would make. */
    inFlight(now: number): number {
        const left = this.busyUntil - now;
        return left > 0 ? Math.ceil(left / (this.physics.cpuSeconds * this.hostSpeed)) : 0;
    }
}
