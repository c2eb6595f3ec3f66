/** What users saw, of the results that a load leaves behind. */
import type { HistoryRow, RequestStatistics, Series } from "../../evidence/evidence";
import { fineMetrics } from "../../evidence/fineMetrics";
import { readFailures, readHistory, readStats } from "../../evidence/locustRead";
import { emptySketch } from "../../evidence/sketch";
import { type ResultFile, summaryFile } from "../../live/results/decode";
import { type RunSummary, readSummary } from "../../live/results/summary";
import { SeriesBook } from "./seriesBook";

export interface LoadRecord {
    readonly requests: RequestStatistics;
    readonly fine: readonly Series[];
    /** The shop's time. */
    readonly startedAt: number;
    readonly endedAt: number;
    /** What it did not leave, one sentence each. */
    readonly missing: readonly string[];
}

const all = "Aggregated";

/** How often Locust writes a row of its history, in seconds: scenarios/load/results.py. */
const historySeconds = 5;

export const noRequests: RequestStatistics = {
    rows: [],
    total: {
        ...{ method: "", name: all, requests: 0, failures: 0, responseTimes: emptySketch },
        ...{ requestsPerSecond: 0, failuresPerSecond: 0, averageContentBytes: 0 },
    },
    ...{ failures: [], history: [], moneyAtRiskDollars: 0, failedOrders: 0 },
};

/**
 * Undefined where the load left no summary.
 * @param dated the shop's time of what a client calls `seconds`
 */
export function loadRecordOf(
    files: readonly ResultFile[],
    dated: (seconds: number) => number,
): LoadRecord | undefined {
    const textOf = (name: string): string | undefined =>
        files.find((file) => file.name === name)?.content.toString("utf8");
    const { run } = readSummary(textOf(summaryFile));
    const { startedAt: start = null, endedAt: end = null } = run ?? {};
    if (run === undefined || start === null || end === null) {
        return undefined;
    }
    const [startedAt, endedAt] = [dated(Date.parse(start) / 1000), dated(Date.parse(end) / 1000)];
    const missing: string[] = [];
    const read = <T>(name: string, reading: (text: string) => readonly T[]): readonly T[] => {
        const text = textOf(name);
        if (text === undefined) {
            missing.push(`${name}: ${whyMissing(run, name)}`);
        }
        return text === undefined ? [] : reading(text);
    };
    const stats = read("locust_stats.csv", readStats);
    const history = datedHistory(read("locust_stats_history.csv", readHistory), startedAt);
    const requests = {
        rows: stats.filter(({ name }) => name !== all),
        total: stats.find(({ name }) => name === all) ?? noRequests.total,
        failures: read("locust_failures.csv", readFailures),
        history,
        moneyAtRiskDollars: run.orders?.moneyAtRisk ?? 0,
        failedOrders: run.orders?.failed ?? 0,
    };
    return { requests, fine: fineOf(history), startedAt, endedAt, missing };
}

function whyMissing({ omitted }: RunSummary, name: string): string {
    return omitted.find((one) => one.name === name)?.why ?? "the load did not leave it";
}

/**
 * By the rows' own distances: a range writes the world's times, and Locust its machine's, whose
 * clock need not be that of whoever reads.
 */
function datedHistory(rows: readonly HistoryRow[], startedAt: number): readonly HistoryRow[] {
    const first = rows[0]?.time ?? 0;
    return rows.map((row) => ({ ...row, time: Math.round(startedAt) + row.time - first }));
}

function fineOf(history: readonly HistoryRow[]): readonly Series[] {
    const book = new SeriesBook(historySeconds);
    const percentiles = [
        [fineMetrics.p50, 0],
        [fineMetrics.p95, 5],
        [fineMetrics.p99, 7],
    ] as const;
    for (const row of history.filter(({ name }) => name === all)) {
        book.push(fineMetrics.users, {}, row.time, row.users);
        book.push(fineMetrics.requests, {}, row.time, row.requestsPerSecond);
        book.push(fineMetrics.failures, {}, row.time, row.failuresPerSecond);
        for (const [metric, index] of percentiles) {
            const value = row.percentiles?.[index];
            if (value !== undefined) {
                book.push(metric, {}, row.time, value);
            }
        }
    }
    return book.all;
}

/** When the first request failed, by the history's rows: five seconds exact. */
export function firstFailureAt({ history = [] }: RequestStatistics): number | null {
    return history.find(({ name, failures }) => name === all && failures > 0)?.time ?? null;
}
