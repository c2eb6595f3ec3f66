/** Seconds that counts per second are kept for; Locust's rates look back 12. */
const kept = 16;
/** "Current" is the mean of ten whole seconds, the last two left out. */
const currentFrom = 12;
const currentUntil = 2;

/** The clock that Locust's entries share. */
export interface StatsClock {
    /** Seconds since the epoch. */
    readonly start: number;
    /** End of the latest request of any kind; undefined before the first. */
    last: number | undefined;
}

/** Requests and failures of the last seconds, second by second. */
export class RecentCounts {
    private readonly seconds = new Float64Array(kept);
    private readonly requests = new Uint32Array(kept);
    private readonly failures = new Uint32Array(kept);

    add(endedAt: number, isFailure: boolean): void {
        const second = Math.floor(endedAt);
        const slot = second % kept;
        if (this.seconds[slot] !== second) {
            this.seconds[slot] = second;
            this.requests[slot] = 0;
            this.failures[slot] = 0;
        }
        this.requests[slot] = (this.requests[slot] ?? 0) + 1;
        if (isFailure) {
            this.failures[slot] = (this.failures[slot] ?? 0) + 1;
        }
    }

    requestsPerSecond(clock: StatsClock): number {
        return this.current(this.requests, clock);
    }

    failuresPerSecond(clock: StatsClock): number {
        return this.current(this.failures, clock);
    }

    private current(counts: Uint32Array, { start, last }: StatsClock): number {
        if (last === undefined) {
            return 0;
        }
        const until = Math.floor(last) - currentUntil;
        const from = Math.max(Math.floor(last) - currentFrom, Math.floor(start));
        let sum = 0;
        for (let second = from; second < until; second++) {
            const slot = second % kept;
            if (this.seconds[slot] === second) {
                sum += counts[slot] ?? 0;
            }
        }
        return sum / Math.max(until - from, 1);
    }
}
