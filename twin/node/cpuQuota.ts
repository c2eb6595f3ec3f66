import { leastShares } from "../physics/node";
import type { CpuClaimant } from "./claimant";

/** Length of a period of the kernel's CFS bandwidth control: cpu.cfs_period_us, its default. */
export const periodSeconds = 0.1;

/** Rounding must not make a period out of nothing. */
const tiny = 1e-12;

/** The kubelet gives no container less of a period than that (MinQuotaPeriod, 1000 µs). */
const leastQuotaSeconds = 0.001;

/** Even the least of shares gets a turn now and then, in cores. */
const leastCores = 0.002;

/**
 * One thread under `limits.cpu`: it runs until the period's quota is used up, and stands still until
 * the next period begins. Work must be handed in in the order of its start. When the node's CPUs do
 * not suffice, the quota is what the node grants; the kernel does not call that throttled.
 */
export class CpuQuota implements CpuClaimant {
    /** As in cpuacct.usage and cpu.stat. */
    cpuSeconds = 0;
    periods = 0;
    throttledPeriods = 0;
    throttledSeconds = 0;
    /** Time in the midst of work that it did not run: throttled, or because others ran. */
    heldSeconds = 0;
    isOver = false;
    readonly mostCores: number;
    readonly starved = { seconds: 0, cpuSeconds: 0 };
    /** By `limits.cpu`, and what is left of it where the node is short of CPU; per period. */
    private readonly limit: number;
    private quota: number;
    private period = -1;
    private used = 0;
    /** When the work handed in last ends, and how long there was any. */
    private end = -Infinity;
    private busySeconds = 0;

    /**
     * @param limitCores undefined: no limit; a thread never uses more than one core
     * @param phase when a period begins, in seconds
     * @param shares its weight on a node that is short of CPU
     */
    constructor(
        limitCores: number | undefined,
        private readonly phase: number,
        readonly shares = leastShares,
    ) {
        this.limit = Math.max(Math.min(limitCores ?? 1, 1) * periodSeconds, leastQuotaSeconds);
        this.mostCores = this.limit / periodSeconds;
        this.quota = this.limit;
    }

    /** Of work that ends later, the part is taken back that is still to be done. */
    usedBy(now: number): number {
        return this.cpuSeconds - (this.ahead(now) * this.quota) / periodSeconds;
    }

    busyBy(now: number): number {
        return this.busySeconds - this.ahead(now);
    }

    grant(cores: number): void {
        this.quota = Math.min(this.limit, Math.max(cores, leastCores) * periodSeconds);
    }

    private ahead(now: number): number {
        return Math.max(0, this.end - now);
    }

    /** When work of that many CPU seconds ends which starts at that time. */
    finish(start: number, work: number): number {
        this.enter(Math.floor((start - this.phase) / periodSeconds));
        let left = this.workOn(start, work);
        while (left > tiny) {
            this.enter(this.period + 1);
            left = this.workOn(this.end, left);
        }
        this.busySeconds += this.end - start;
        return this.end;
    }

    /**
     * Works within one period only, for work so long that the quota may change meanwhile: returns
     * the CPU seconds that are left to do from `pausedUntil` on, none when it is done.
     */
    advance(start: number, work: number): number {
        const isOver = start >= this.phase + (this.period + 1) * periodSeconds;
        const period = Math.floor((start - this.phase) / periodSeconds);
        // Rounding must not hold it in a period that has just ended.
        this.enter(isOver ? Math.max(period, this.period + 1) : period);
        const left = this.workOn(start, work);
        this.busySeconds += this.end - start;
        return left > tiny ? left : 0;
    }

    get pausedUntil(): number {
        return this.end;
    }

    /** Until the work is done or the period over; sets `end` and returns what is left. */
    private workOn(at: number, work: number): number {
        const end = this.phase + (this.period + 1) * periodSeconds;
        const run = Math.max(0, Math.min(work, this.quota - this.used, end - at));
        this.used += run;
        this.cpuSeconds += run;
        const left = work - run;
        this.end = at + run;
        if (left <= tiny) {
            return left;
        }
        const idle = end - this.end;
        this.end = Math.max(this.end, end);
        if (idle <= tiny) {
            return left;
        }
        this.heldSeconds += idle;
        if (this.quota === this.limit) {
            this.throttledPeriods++;
            this.throttledSeconds += idle;
        }
        return left;
    }

    private enter(period: number): void {
        if (period > this.period) {
            this.period = period;
            this.used = 0;
            this.periods++;
        }
    }
}
