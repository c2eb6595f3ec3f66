import type {
    FailureReason,
    FailureRow,
    HistoryRow,
    RequestStatistics,
} from "../../evidence/evidence";
import type { EndedRequest } from "../observer";
import { failureText } from "./failureWords";
import { slowSeconds } from "./fineSeries";
import type { LoadTaskFacts } from "./clusterFacts";
import type { StatsClock } from "./recentCounts";
import { StatsEntry } from "./statsEntry";

/** Locust's name of the row of all requests. */
const aggregated = "Aggregated";

interface Failures {
    readonly entry: StatsEntry;
    readonly reason: FailureReason;
    readonly error: string;
    count: number;
}

/** What Locust would know of a run: per kind of request, and of all together. */
export class UserStatistics {
    readonly total: StatsEntry;
    private readonly clock: StatsClock;
    /** By name, then method: names alone are nearly always enough. */
    private readonly entries = new Map<string, StatsEntry[]>();
    private readonly failures = new Map<StatsEntry, Map<string, Failures>>();
    private readonly inOrder: Failures[] = [];
    private readonly history: HistoryRow[] = [];
    private readonly usersHit = new Set<number>();
    private moneyAtRisk = 0;
    private failedOrders = 0;

    constructor(
        start: number,
        private readonly tasks: readonly LoadTaskFacts[],
    ) {
        this.clock = { start, last: undefined };
        this.total = new StatsEntry("", aggregated, this.clock);
    }

    add(request: EndedRequest): void {
        const { endedAt, startedAt, failure } = request;
        const milliseconds = (endedAt - startedAt) * 1_000;
        const entry = this.entryOf(request.method, request.name);
        entry.add(endedAt, milliseconds, failure !== undefined);
        this.total.add(endedAt, milliseconds, failure !== undefined);
        this.clock.last = endedAt;
        if (failure !== undefined || milliseconds > 1_000 * slowSeconds) {
            this.usersHit.add(request.user);
        }
        if (failure !== undefined) {
            this.fail(request, entry, failure);
        }
    }

    /** In Locust's order: by name, then method. */
    sorted(): readonly StatsEntry[] {
        const order = (a: StatsEntry, b: StatsEntry): number =>
            compare(a.name, b.name) || compare(a.method, b.method);
        return [...this.entries.values()].flat().sort(order);
    }

    /** Every failure so far, in the order in which they first happened. */
    errors(): readonly FailureRow[] {
        return this.inOrder.map(({ entry, reason, error, count }) => ({
            method: entry.method,
            name: entry.name,
            error,
            reason,
            occurrences: count,
        }));
    }

    /** To be called every five seconds while the load lasts. */
    record(time: number, users: number): void {
        for (const entry of [...this.sorted(), this.total]) {
            this.history.push(entry.historyRow(time, users));
        }
    }

    /** What is known at the end; the statistics are used up by it. */
    finish(): RequestStatistics {
        return {
            rows: this.sorted().map((entry) => entry.row()),
            total: this.total.row(),
            failures: this.errors(),
            history: this.history,
            usersHit: this.usersHit.size,
            moneyAtRiskDollars: Math.round(this.moneyAtRisk * 100) / 100,
            failedOrders: this.failedOrders,
        };
    }

    private entryOf(method: string, name: string): StatsEntry {
        let named = this.entries.get(name);
        if (named === undefined) {
            named = [];
            this.entries.set(name, named);
        }
        // Asked for with every request: without a function for each.
        for (const one of named) {
            if (one.method === method) {
                return one;
            }
        }
        const entry = new StatsEntry(method, name, this.clock);
        named.push(entry);
        return entry;
    }

    private fail(request: EndedRequest, entry: StatsEntry, reason: FailureReason): void {
        if (request.lostDollars > 0) {
            this.moneyAtRisk += request.lostDollars;
            this.failedOrders++;
        }
        let ofEntry = this.failures.get(entry);
        if (ofEntry === undefined) {
            ofEntry = new Map();
            this.failures.set(entry, ofEntry);
        }
        // What was answered tells in the text; what was lost has no status.
        const key = request.status === undefined ? reason : `${reason} ${request.status}`;
        const known = ofEntry.get(key);
        if (known !== undefined) {
            known.count++;
            return;
        }
        const { name, method } = request;
        const task = this.tasks.find((one) => one.name === name && one.method === method);
        const first = { entry, reason, error: failureText(request, task), count: 1 };
        ofEntry.set(key, first);
        this.inOrder.push(first);
    }
}

function compare(a: string, b: string): number {
    return a < b ? -1 : a > b ? 1 : 0;
}
