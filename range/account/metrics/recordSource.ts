/** A search of logs or events as a part of a formula. */
import { bucketOf, type Grid } from "../../../datadog/monitors/data/grid";
import type { Source } from "../../../datadog/monitors/evaluate/rows";
import type { ProcessedLog } from "../../../datadog/pipeline/processedLog";
import { figureOf } from "../reading/figures";
import { grouped, measured } from "../reading/logAggregate";
import { matcherOf } from "../reading/recordPages";
import type { Telemetry } from "../telemetry/telemetry";
import { fixedSource } from "./fixedSource";
import type { RecordPart } from "./formulaRequest";

/** Values in the grid's buckets, of what lies in the span. */
export function recordSource(
    telemetry: Telemetry,
    { data_source: kind, search, compute, group_by: groups }: RecordPart,
    grid: Grid,
    { from, until }: { readonly from: number; readonly until: number },
): Source {
    const list = kind === "logs" ? telemetry.logs : telemetry.events;
    const found: readonly ProcessedLog[] = list
        .between(from, until)
        .filter(matcherOf(search.query));
    const by = groups.map(({ facet }) => facet);
    const rows = new Map(
        grouped(found, groups).map(({ by: values, records }) => [
            by.length === 0 ? "*" : by.map((key) => `${key}:${String(values[key])}`).join(","),
            rowOf(records, compute, grid),
        ]),
    );
    const source = fixedSource(by, rows, (empty, row, range) =>
        empty.map((_, at) => row.get(range.from + at) ?? Number.NaN),
    );
    return { ...source, isZeroWithout: compute.aggregation === "count" };
}

function rowOf(
    records: readonly ProcessedLog[],
    { aggregation, metric }: RecordPart["compute"],
    grid: Grid,
): ReadonlyMap<number, number> {
    const buckets = new Map<number, ProcessedLog[]>();
    for (const record of records) {
        const bucket = bucketOf(grid, record.time);
        const inside = buckets.get(bucket) ?? [];
        buckets.set(bucket, inside);
        inside.push(record);
    }
    return new Map(
        [...buckets].map(([bucket, inside]) => [
            bucket,
            figureOf(aggregation, measured(inside, metric)) ?? Number.NaN,
        ]),
    );
}
