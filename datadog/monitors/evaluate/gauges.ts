import type { SpaceAggregator } from "../../query/ast";
import type { Column, RollupMethod } from "../data/column";
import type { EvidenceIndex } from "../data/evidenceIndex";
import { type Fill, filledValue } from "../data/fill";
import type { BucketRange, Grid } from "../data/grid";
import { groupOf, type TagPredicate } from "../data/tagMatch";
import { emptyRow, type Source } from "./rows";

/** How the series of a gauge, rate or count become rows. */
export interface GaugeReading {
    readonly metric: string;
    readonly matches: TagPredicate;
    readonly by: readonly string[];
    readonly space: SpaceAggregator;
    /** Over time, within a bucket. */
    readonly method: RollupMethod;
    readonly fill: Fill;
    readonly isGrowth: boolean;
    /** What each value is divided by: the length of a bucket for as_rate(). */
    readonly divisor: number;
}

export function gaugeSource(index: EvidenceIndex, grid: Grid, reading: GaugeReading): Source {
    const groups = new Map<string, Column[]>();
    for (const series of index.seriesOf(reading.metric)) {
        const group = groupOf(series.tags, reading.by);
        if (group === undefined || !reading.matches(series.tags)) {
            continue;
        }
        const column = index.column(series, grid, reading.method, reading.isGrowth);
        const columns = groups.get(group);
        if (columns === undefined) {
            groups.set(group, [column]);
        } else {
            columns.push(column);
        }
    }
    const firsts = new Map(
        [...groups].map(([group, columns]) => [
            group,
            Math.min(...columns.map(({ first }) => first)),
        ]),
    );
    return {
        by: reading.by,
        groups: (asOf) => new Map([...firsts].filter(([, first]) => first < asOf)),
        rows: (range, asOf) =>
            new Map(
                [...groups]
                    .filter(([group]) => (firsts.get(group) ?? Infinity) < asOf)
                    .map(([group, columns]) => [
                        group,
                        combined(columns, range, asOf, grid, reading),
                    ]),
            ),
    };
}

/** Space aggregation of one group, bucket by bucket. */
function combined(
    columns: readonly Column[],
    range: BucketRange,
    asOf: number,
    grid: Grid,
    { space, fill, divisor }: GaugeReading,
): Float64Array {
    const row = emptyRow(range);
    const end = Math.min(range.to, asOf, grid.buckets);
    for (let bucket = Math.max(0, range.from); bucket < end; bucket += 1) {
        let count = 0;
        let total = 0;
        for (const column of columns) {
            const value = filledValue(column, bucket, asOf, fill, grid.stepSeconds);
            if (!Number.isNaN(value)) {
                total = count === 0 ? first(value, space) : folded(total, value, space);
                count += 1;
            }
        }
        if (count > 0) {
            row[bucket - range.from] = (space === "avg" ? total / count : total) / divisor;
        }
    }
    return row;
}

function first(value: number, space: SpaceAggregator): number {
    return space === "count" ? 1 : value;
}

function folded(total: number, value: number, space: SpaceAggregator): number {
    switch (space) {
        case "min":
            return Math.min(total, value);
        case "max":
            return Math.max(total, value);
        case "count":
            return total + 1;
        default:
            return total + value;
    }
}
