/** Reads what Locust wrote: the other way round of locustCsv.ts. */
import { parse } from "csv-parse/sync";

import type { FailureReason, FailureRow, HistoryRow, RequestRow, Sketch } from "./evidence";
import { binOf } from "./sketch";

type Cells = Readonly<Record<string, string>>;

/** Shares of the percentiles' columns, as locustCsv.ts names them. */
const shares = [0.5, 0.66, 0.75, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999, 0.9999, 1] as const;

const columnOf = (share: number): string => `${Number((share * 100).toFixed(6))}%`;

const rowsOf = (text: string): readonly Cells[] =>
    parse(text, { columns: true, skip_empty_lines: true });

const number = (cells: Cells, column: string): number => {
    const value = Number(cells[column]);
    return Number.isFinite(value) ? value : 0;
};

/** `locust_stats.csv`: a row per kind of request, and the last one of all. */
export function readStats(text: string): readonly RequestRow[] {
    return rowsOf(text).map((cells) => ({
        method: cells.Type ?? "",
        name: cells.Name ?? "",
        requests: number(cells, "Request Count"),
        failures: number(cells, "Failure Count"),
        responseTimes: sketchOf(cells),
        requestsPerSecond: number(cells, "Requests/s"),
        failuresPerSecond: number(cells, "Failures/s"),
        averageContentBytes: number(cells, "Average Content Size"),
    }));
}

/**
 * Values that have the row's percentiles, count, mean and bounds: between two percentiles nobody
 * knows where they lie, so all are at the upper one.
 */
function sketchOf(cells: Cells): Sketch {
    const count = number(cells, "Request Count");
    const bins = new Map<number, number>();
    let below = 0;
    for (const share of shares) {
        const upTo = Math.round(count * share);
        const bin = binOf(number(cells, columnOf(share)));
        if (upTo > below) {
            bins.set(bin, (bins.get(bin) ?? 0) + upTo - below);
            below = upTo;
        }
    }
    return {
        count,
        sum: count * number(cells, "Average Response Time"),
        min: number(cells, "Min Response Time"),
        max: number(cells, "Max Response Time"),
        bins: [...bins].sort(([a], [b]) => a - b),
    };
}

/** `locust_stats_history.csv`; times are those of whoever wrote it. */
export function readHistory(text: string): readonly HistoryRow[] {
    return rowsOf(text).map((cells) => {
        const percentiles = shares.map((share) => Number(cells[columnOf(share)]));
        return {
            time: number(cells, "Timestamp"),
            users: number(cells, "User Count"),
            method: cells.Type ?? "",
            name: cells.Name ?? "",
            requestsPerSecond: number(cells, "Requests/s"),
            failuresPerSecond: number(cells, "Failures/s"),
            ...(percentiles.every(Number.isFinite) ? { percentiles } : {}),
            requests: number(cells, "Total Request Count"),
            failures: number(cells, "Total Failure Count"),
            medianMs: number(cells, "Total Median Response Time"),
            meanMs: number(cells, "Total Average Response Time"),
            minMs: number(cells, "Total Min Response Time"),
            maxMs: number(cells, "Total Max Response Time"),
            averageContentBytes: number(cells, "Total Average Content Size"),
        };
    });
}

/** `locust_failures.csv`. */
export function readFailures(text: string): readonly FailureRow[] {
    return rowsOf(text).flatMap((cells): readonly FailureRow[] => {
        const error = cells.Error ?? "";
        const reason = reasonOf(error);
        return reason === undefined
            ? []
            : [
                  {
                      ...{ method: cells.Method ?? "", name: cells.Name ?? "", error, reason },
                      occurrences: number(cells, "Occurrences"),
                  },
              ];
    });
}

/** How the load's scripts begin what they say of a failure: scenarios/load/failures.py, shop.py. */
const beginnings: readonly (readonly [text: string, reason: FailureReason])[] = [
    ["slow:", "slow"],
    ["HTTP ", "status"],
    ["closed:", "closed"],
    ["cut short:", "cutShort"],
    ["reset:", "reset"],
    ["refused:", "refused"],
    ["unreachable:", "noRoute"],
    ["connect timeout:", "connectTimeout"],
];

/** Undefined for what is none of the shop's, and for words that are not known. */
export function reasonOf(error: string): FailureReason | undefined {
    return beginnings.find(([text]) => error.startsWith(text))?.[1];
}
