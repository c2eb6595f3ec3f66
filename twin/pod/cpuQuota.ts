/** Length of a period of the kernel's CFS bandwidth control: cpu.cfs_period_us, its default. */
export const periodSeconds = 0.1;

/** Rounding must not make a period out of nothing. */
const tiny = 1e-12;

/**
 * One thread under `limits.cpu`: it runs until the period's quota is used up, and stands still until
 * the next period begins. Work must be handed in in the order of its start.
 */
export class CpuQuota {
    /** As in cpuacct.usage and cpu.stat. */
    cpuSeconds = 0;
    periods = 0;
    throttledPeriods = 0;
    throttledSeconds = 0;
    private readonly quota: number;
    private period = -1;
    private used = 0;

    /**
     * @param limitCores undefined: no limit; a thread never uses more than one core
     * @param phase when a period begins, in seconds
     */
    constructor(
        limitCores: number | undefined,
        private readonly phase: number,
    ) {
        this.quota = Math.min(limitCores ?? 1, 1) * periodSeconds;
    }

    /**
     * When work of that many CPU seconds ends which starts at that time.
     *
     * @param resume CPU seconds that going on after a throttling costs this work
     */
    finish(start: number, work: number, resume: number): number {
        // However small the limit, something must get done.
        const lost = Math.min(resume, 0.6 * this.quota);
        let [at, left] = [start, work];
        this.enter(Math.floor((at - this.phase) / periodSeconds));
        for (;;) {
            const end = this.phase + (this.period + 1) * periodSeconds;
            const run = Math.max(0, Math.min(left, this.quota - this.used, end - at));
            this.used += run;
            this.cpuSeconds += run;
            left -= run;
            at += run;
            if (left <= tiny) {
                return at;
            }
            if (end - at > tiny) {
                this.throttledPeriods++;
                this.throttledSeconds += end - at;
                left += lost;
            }
            at = Math.max(at, end);
            this.enter(this.period + 1);
        }
    }

    private enter(period: number): void {
        if (period > this.period) {
            this.period = period;
            this.used = 0;
            this.periods++;
        }
    }
}
