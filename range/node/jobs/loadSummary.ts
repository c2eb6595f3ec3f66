/** The summary of a simulated run, as scenarios/load/summary.py writes it of a real one. */
import type { FailureRow, RequestRow, RequestStatistics } from "../../../evidence/evidence";
import { locustRounded } from "../../../evidence/locustCsv";
import { quantile } from "../../../evidence/sketch";
import type { LoadFigures, LoadSummary, Omission } from "../../../scenarios/load/summary";
import type { LoadSpec } from "../../../twin/read/load";
import type { OrderBook } from "./orderBook";

/** A run that ends less than this before its time has not been stopped early, in seconds. */
const earlySeconds = 1;

export interface RunResults {
    readonly load: LoadSpec;
    readonly statistics: RequestStatistics;
    /** Of the container. */
    readonly environment: Readonly<Record<string, string>>;
    readonly host: string;
    /** By the world's time, in seconds since the epoch. */
    readonly startedAt: number;
    readonly endedAt: number;
    /** Of a time of the world: when clients say that it was. */
    readonly toWall: (world: number) => number;
    /** Undefined: nobody orders. */
    readonly book: OrderBook | undefined;
}

export function summaryOf(
    { load, statistics, environment, host, startedAt, endedAt, toWall, book }: RunResults,
    omitted: readonly Omission[],
): LoadSummary {
    const { rows, total, failures } = statistics;
    const iso = (seconds: number): string => new Date(toWall(seconds) * 1000).toISOString();
    return {
        schema: 1,
        run: environment.RUN_ID ?? "",
        mix: load.mix.name,
        host,
        users: load.users,
        // What a load that finds its level by itself has found is not recorded here.
        level: null,
        spawnRatePerSecond: load.spawnRate,
        requestedSeconds: load.durationSeconds,
        processes: load.processes,
        workersLost: 0,
        startedAt: iso(startedAt),
        endedAt: iso(endedAt),
        ranSeconds: Number((endedAt - startedAt).toFixed(1)),
        stoppedEarly: endedAt - startedAt < load.durationSeconds - earlySeconds,
        totals: figures(total, failures),
        tasks: rows.map((row) => {
            const own = failures.filter(
                (one) => one.name === row.name && one.method === row.method,
            );
            return { name: row.name, method: row.method, ...figures(row, own) };
        }),
        orders: book?.figures() ?? null,
        omitted,
    };
}

function figures(row: RequestRow, failures: readonly FailureRow[]): LoadFigures {
    const { requests, failures: failed, responseTimes } = row;
    const { count, sum, max } = responseTimes;
    const percentile = (share: number): number =>
        locustRounded(quantile(responseTimes, share) ?? 0);
    const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));
    const byReason = new Map<string, number>();
    for (const { error, occurrences } of failures) {
        byReason.set(error, (byReason.get(error) ?? 0) + occurrences);
    }
    return {
        requests,
        failures: failed,
        failureRatio: rounded(requests === 0 ? 0 : failed / requests, 6),
        requestsPerSecond: rounded(row.requestsPerSecond, 3),
        milliseconds: {
            mean: rounded(count === 0 ? 0 : sum / count, 1),
            ...{ p50: percentile(0.5), p66: percentile(0.66), p75: percentile(0.75) },
            ...{ p80: percentile(0.8), p90: percentile(0.9), p95: percentile(0.95) },
            p99: percentile(0.99),
            max: rounded(max, 1),
        },
        failuresByReason: Object.fromEntries([...byReason].sort(([, a], [, b]) => b - a)),
    };
}
