import { stringify } from "csv-stringify/sync";

import type { HistoryRow, RequestRow, RequestStatistics } from "./evidence";
import { quantile } from "./sketch";

/*
 * The statistics as Locust 2.32 writes them with `--csv`: its columns, its names, its line ends.
 * Source: locust/stats.py, StatsCSV and StatsCSVFileWriter.
 */

const shares = [0.5, 0.66, 0.75, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999, 0.9999, 1] as const;

const percentileColumns = shares.map((share) => `${Number((share * 100).toFixed(6))}%`);

const statsColumns = [
    "Type",
    "Name",
    "Request Count",
    "Failure Count",
    "Median Response Time",
    "Average Response Time",
    "Min Response Time",
    "Max Response Time",
    "Average Content Size",
    "Requests/s",
    "Failures/s",
    ...percentileColumns,
];

const failureColumns = ["Method", "Name", "Error", "Occurrences"];

const historyColumns = [
    "Timestamp",
    "User Count",
    "Type",
    "Name",
    "Requests/s",
    "Failures/s",
    ...percentileColumns,
    "Total Request Count",
    "Total Failure Count",
    "Total Median Response Time",
    "Total Average Response Time",
    "Total Min Response Time",
    "Total Max Response Time",
    "Total Average Content Size",
];

/** Locust keeps two figures of a response time of 100 ms or more, whole milliseconds below. */
export function locustRounded(milliseconds: number): number {
    const step = milliseconds < 100 ? 1 : milliseconds < 1e3 ? 10 : milliseconds < 1e4 ? 100 : 1e3;
    return Math.round(milliseconds / step) * step;
}

/** The three files by the ending of their names. */
export function locustCsvs(statistics: RequestStatistics): ReadonlyMap<string, string> {
    const { rows, total, failures, history = [] } = statistics;
    return new Map([
        ["_stats.csv", csv(statsColumns, [...rows, total].map(statsRow))],
        [
            "_failures.csv",
            csv(
                failureColumns,
                failures.map(({ method, name, error, occurrences }) => [
                    method,
                    name,
                    error,
                    occurrences,
                ]),
            ),
        ],
        ["_stats_history.csv", csv(historyColumns, history.map(historyRow))],
    ]);
}

type Cell = string | number;

function statsRow(row: RequestRow): readonly Cell[] {
    const { responseTimes } = row;
    const { count, sum, min, max } = responseTimes;
    const percentile = (share: number): number => quantile(responseTimes, share) ?? 0;
    const median = Math.min(max, Math.max(min, locustRounded(percentile(0.5))));
    return [
        row.method,
        row.name,
        row.requests,
        row.failures,
        median,
        count === 0 ? 0 : sum / count,
        min,
        max,
        row.averageContentBytes,
        row.requestsPerSecond,
        row.failuresPerSecond,
        ...shares.map((share) => (count === 0 ? "N/A" : locustRounded(percentile(share)))),
    ];
}

function historyRow(row: HistoryRow): readonly Cell[] {
    return [
        Math.floor(row.time),
        row.users,
        row.method,
        row.name,
        row.requestsPerSecond.toFixed(6),
        row.failuresPerSecond.toFixed(6),
        ...(row.percentiles ?? shares.map(() => "N/A")),
        row.requests,
        row.failures,
        row.medianMs,
        row.meanMs,
        row.minMs,
        row.maxMs,
        row.averageContentBytes,
    ];
}

function csv(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
    return stringify(
        [columns, ...rows].map((row) => [...row]),
        { record_delimiter: "windows" },
    );
}
