import type { CpuQuota } from "../node/cpuQuota";
import type { BackendPhysics } from "../physics/backends";

/** A service behind the front-end: one thread on its quota, first come, first served. */
export class Backend {
    private busyUntil = -Infinity;
    /** Calls since the process started; Infinity: so many that nothing is cold any more. */
    private calls = 0;

    constructor(
        private readonly physics: BackendPhysics,
        private readonly quota: CpuQuota,
        private readonly hostSpeed: number,
    ) {}

    /** It has served for long. */
    warm(): void {
        this.calls = Infinity;
    }

    /** When a call that arrives at that time is answered. */
    answerTime(arrival: number): number {
        return this.finish(arrival, this.takeCall()) + this.waitSeconds;
    }

    /** When so many CPU seconds are spent that become due at that time. */
    finish(start: number, work: number): number {
        return (this.busyUntil = this.quota.finish(Math.max(start, this.busyUntil), work));
    }

    get waitSeconds(): number {
        return this.physics.waitSeconds;
    }

    /** CPU seconds of a call that has just come. */
    takeCall(): number {
        const { cpuSeconds, warmUp } = this.physics;
        const warm = cpuSeconds * this.hostSpeed;
        if (warmUp === undefined) {
            return warm;
        }
        const { firstCpuSeconds, excess, calls } = warmUp;
        const before = this.calls++;
        return before === 0 ? firstCpuSeconds : warm * (1 + excess / (1 + before / calls));
    }

    /** The service that it asks with each call. */
    get database(): string | undefined {
        return this.physics.database;
    }

    /** Calls not yet answered, roughly: what the work that is left would make. */
    inFlight(now: number): number {
        const left = this.busyUntil - now;
        return left > 0 ? Math.ceil(left / (this.physics.cpuSeconds * this.hostSpeed)) : 0;
    }
}
