import type { Series } from "../../../evidence/evidence";
import { bucketOf, type Grid } from "./grid";

export const rollupMethods = ["avg", "sum", "min", "max", "count"] as const;
export type RollupMethod = (typeof rollupMethods)[number];

/** One series in buckets. NaN is a gap. */
export interface Column {
    readonly values: Float64Array;
    /** For each bucket the nearest one with a value at or before it, -1 when there is none. */
    readonly previous: Int32Array;
    /** The nearest one with a value at or after it; the number of buckets when there is none. */
    readonly next: Int32Array;
    /** The first bucket with a value, or the number of buckets. */
    readonly first: number;
}

/** Time aggregation: all points of a bucket become one. */
export function columnOf(series: Series, grid: Grid, method: RollupMethod): Column {
    const values = new Float64Array(grid.buckets).fill(Number.NaN);
    const counts = new Uint32Array(grid.buckets);
    series.times.forEach((time, index) => {
        const bucket = bucketOf(grid, time);
        const value = series.values[index];
        if (bucket < 0 || bucket >= grid.buckets || value === undefined || Number.isNaN(value)) {
            return;
        }
        const before = values[bucket] ?? Number.NaN;
        values[bucket] = counts[bucket] === 0 ? value : combined(before, value, method);
        counts[bucket] = (counts[bucket] ?? 0) + 1;
    });
    counts.forEach((count, bucket) => {
        if (count > 0 && method === "count") {
            values[bucket] = count;
        } else if (count > 1 && method === "avg") {
            values[bucket] = (values[bucket] ?? 0) / count;
        }
    });
    return withNeighbours(values);
}

function combined(before: number, value: number, method: RollupMethod): number {
    switch (method) {
        case "min":
            return Math.min(before, value);
        case "max":
            return Math.max(before, value);
        default:
            return before + value;
    }
}

function withNeighbours(values: Float64Array): Column {
    const buckets = values.length;
    const previous = new Int32Array(buckets);
    const next = new Int32Array(buckets);
    let last = -1;
    for (let bucket = 0; bucket < buckets; bucket += 1) {
        last = isGap(values, bucket) ? last : bucket;
        previous[bucket] = last;
    }
    let following = buckets;
    for (let bucket = buckets - 1; bucket >= 0; bucket -= 1) {
        following = isGap(values, bucket) ? following : bucket;
        next[bucket] = following;
    }
    return { values, previous, next, first: following };
}

function isGap(values: Float64Array, bucket: number): boolean {
    return Number.isNaN(values[bucket]);
}

/**
 * Growth from point to point, where it is positive: monotonic_diff(). Datadog takes differences
 * after the aggregation over time and before that over space.
 */
export function growth(column: Column): Column {
    const values = new Float64Array(column.values.length).fill(Number.NaN);
    let before = Number.NaN;
    column.values.forEach((value, bucket) => {
        if (!Number.isNaN(value)) {
            values[bucket] = Number.isNaN(before) ? Number.NaN : Math.max(0, value - before);
            before = value;
        }
    });
    return withNeighbours(values);
}
