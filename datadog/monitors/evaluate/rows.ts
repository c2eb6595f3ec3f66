import type { BucketRange } from "../data/grid";

/** Values of a window, one per bucket, by group. NaN is a gap. */
export type Rows = ReadonlyMap<string, Float64Array>;

/** A part of a metric query over the evidence. */
export interface Source {
    /** Keys that its groups are made of; none where it is a single row, or a number. */
    readonly by: readonly string[];
    /** Groups with a point before the bucket `asOf`, and the bucket of their first point. */
    readonly groups: (asOf: number) => ReadonlyMap<string, number>;
    /** As a query sees it that is made just before the bucket `asOf`: later points do not exist. */
    readonly rows: (range: BucketRange, asOf: number) => Rows;
    /** A count that is queried as one: where it has nothing, that is 0. */
    readonly isZeroWithout?: boolean;
}

/** What all points of a window make: of one row, or of a whole selector in the as_count path. */
export function aggregate(values: Float64Array, aggregator: string): number | undefined {
    let count = 0;
    let sum = 0;
    let low = Infinity;
    let high = -Infinity;
    for (const value of values) {
        if (Number.isFinite(value)) {
            count += 1;
            sum += value;
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
    }
    if (count === 0) {
        return undefined;
    }
    switch (aggregator) {
        case "avg":
            return sum / count;
        case "sum":
            return sum;
        case "min":
            return low;
        case "count":
            return count;
        default:
            return high;
    }
}

export function emptyRow(range: BucketRange): Float64Array {
    return new Float64Array(Math.max(0, range.to - range.from)).fill(Number.NaN);
}
