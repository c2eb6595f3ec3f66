import type { HistoryRow, RequestRow } from "../../evidence/evidence";
import { emptySketch, SketchBuilder } from "../../evidence/sketch";
import { RecentCounts } from "./recentCounts";
import type { StatsClock } from "./recentCounts";
import { ResponseTimes } from "./responseTimes";
import type { ResponseTimesMark } from "./responseTimes";

/** The shares that Locust reports as percentiles. */
export const reportedShares = [
    0.5, 0.66, 0.75, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999, 0.9999, 1,
] as const;

/** Statistics of one kind of request, as Locust's StatsEntry keeps them. */
export class StatsEntry {
    requests = 0;
    failures = 0;
    minMs = Infinity;
    maxMs = 0;
    private totalMs = 0;
    private readonly times = new ResponseTimes();
    private readonly sketch = new SketchBuilder();
    private readonly recent = new RecentCounts();
    /** Of five and of ten seconds ago. */
    private marks: readonly ResponseTimesMark[] = [];

    constructor(
        readonly method: string,
        readonly name: string,
        private readonly clock: StatsClock,
    ) {}

    add(endedAt: number, milliseconds: number, isFailure: boolean): void {
        this.requests++;
        this.totalMs += milliseconds;
        if (milliseconds < this.minMs) {
            this.minMs = milliseconds;
        }
        if (milliseconds > this.maxMs) {
            this.maxMs = milliseconds;
        }
        this.times.add(milliseconds);
        this.sketch.add(milliseconds);
        this.recent.add(endedAt, isFailure);
        if (isFailure) {
            this.failures++;
        }
    }

    get meanMs(): number {
        return this.requests === 0 ? 0 : this.totalMs / this.requests;
    }

    /** Never outside of what was seen, although it is rounded. */
    get medianMs(): number {
        const { minMs, maxMs, requests } = this;
        return requests === 0 ? 0 : Math.min(maxMs, Math.max(minMs, this.times.median()));
    }

    get lowestMs(): number {
        return this.requests === 0 ? 0 : this.minMs;
    }

    get currentRequestsPerSecond(): number {
        return this.recent.requestsPerSecond(this.clock);
    }

    get currentFailuresPerSecond(): number {
        return this.recent.failuresPerSecond(this.clock);
    }

    /** Per second of the run so far. */
    perSecond(count: number): number {
        const { start, last } = this.clock;
        return last === undefined || last <= start ? 0 : count / (last - start);
    }

    percentiles(): readonly number[] {
        return this.times.percentiles(reportedShares);
    }

    /** A row of the history; to be called every five seconds. */
    historyRow(time: number, users: number): HistoryRow {
        const [fiveAgo, tenAgo] = this.marks;
        const percentiles =
            this.requests === 0
                ? undefined
                : this.times.percentiles(reportedShares, tenAgo ?? fiveAgo);
        this.marks = [this.times.mark(), ...(fiveAgo === undefined ? [] : [fiveAgo])];
        return {
            time,
            users,
            method: this.method,
            name: this.name,
            requestsPerSecond: this.currentRequestsPerSecond,
            failuresPerSecond: this.currentFailuresPerSecond,
            ...(percentiles === undefined ? {} : { percentiles }),
            requests: this.requests,
            failures: this.failures,
            medianMs: this.medianMs,
            meanMs: this.meanMs,
            minMs: this.lowestMs,
            maxMs: this.maxMs,
            averageContentBytes: 0,
        };
    }

    /** The row at the end; the entry is used up by it. */
    row(): RequestRow {
        return {
            method: this.method,
            name: this.name,
            requests: this.requests,
            failures: this.failures,
            responseTimes: this.sketch.take() ?? emptySketch,
            requestsPerSecond: this.perSecond(this.requests),
            failuresPerSecond: this.perSecond(this.failures),
            // The simulation has no bodies.
            averageContentBytes: 0,
        };
    }
}
