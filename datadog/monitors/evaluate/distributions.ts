import type { SpaceAggregator } from "../../query/ast";
import type { Sketch } from "../../../evidence/evidence";
import { mergeSketches, quantile } from "../../../evidence/sketch";
import type { EvidenceIndex } from "../data/evidenceIndex";
import { type BucketRange, bucketOf, type Grid } from "../data/grid";
import { groupOf, type TagPredicate } from "../data/tagMatch";
import { emptyRow, type Source } from "./rows";

/** A distribution, whose values are merged over time and space at once. */
export interface DistributionReading {
    readonly metric: string;
    readonly matches: TagPredicate;
    readonly by: readonly string[];
    readonly space: SpaceAggregator;
    /** Of a count per second: as_rate(). */
    readonly divisor: number;
}

export interface DistributionSource extends Source {
    /** One figure of all values in the range: what percentile(last_3m) compares. */
    readonly whole: (range: BucketRange) => ReadonlyMap<string, number | undefined>;
}

export function distributionSource(
    index: EvidenceIndex,
    grid: Grid,
    reading: DistributionReading,
): DistributionSource {
    const groups = mergedBuckets(index, grid, reading);
    const firsts = new Map(
        [...groups].map(([group, buckets]) => [
            group,
            buckets.findIndex((sketch) => sketch !== undefined),
        ]),
    );
    const known = (asOf: number): readonly (readonly [string, readonly (Sketch | undefined)[]])[] =>
        [...groups].filter(([group]) => (firsts.get(group) ?? Infinity) < asOf);
    return {
        by: reading.by,
        groups: (asOf) => new Map([...firsts].filter(([, first]) => first < asOf)),
        rows: (range, asOf) =>
            new Map(known(asOf).map(([group, buckets]) => [group, row(buckets, range, reading)])),
        whole: (range) =>
            new Map(
                known(range.to).map(([group, buckets]) => [
                    group,
                    figure(mergeSketches(present(buckets, range)), reading.space),
                ]),
            ),
    };
}

function mergedBuckets(
    index: EvidenceIndex,
    grid: Grid,
    { metric, matches, by }: DistributionReading,
): ReadonlyMap<string, readonly (Sketch | undefined)[]> {
    const parts = new Map<string, Sketch[][]>();
    for (const series of index.distributionsOf(metric)) {
        const group = groupOf(series.tags, by);
        if (group === undefined || !matches(series.tags)) {
            continue;
        }
        const buckets = parts.get(group) ?? Array.from({ length: grid.buckets }, () => []);
        parts.set(group, buckets);
        series.times.forEach((time, position) => {
            const sketch = series.sketches[position];
            if (sketch !== undefined && sketch.count > 0) {
                buckets[bucketOf(grid, time)]?.push(sketch);
            }
        });
    }
    return new Map(
        [...parts]
            .map(([group, buckets]) => [group, buckets.map(merged)] as const)
            .filter(([, buckets]) => buckets.some((sketch) => sketch !== undefined)),
    );
}

function merged(sketches: readonly Sketch[]): Sketch | undefined {
    return sketches.length > 1 ? mergeSketches(sketches) : sketches[0];
}

function present(buckets: readonly (Sketch | undefined)[], range: BucketRange): readonly Sketch[] {
    return buckets
        .slice(Math.max(0, range.from), Math.max(0, range.to))
        .filter((sketch): sketch is Sketch => sketch !== undefined);
}

function row(
    buckets: readonly (Sketch | undefined)[],
    range: BucketRange,
    { space, divisor }: DistributionReading,
): Float64Array {
    const values = emptyRow(range);
    for (let bucket = Math.max(0, range.from); bucket < range.to; bucket += 1) {
        const sketch = buckets[bucket];
        if (sketch !== undefined) {
            values[bucket - range.from] = (figure(sketch, space) ?? Number.NaN) / divisor;
        }
    }
    return values;
}

function figure(sketch: Sketch, space: SpaceAggregator): number | undefined {
    if (sketch.count === 0) {
        return undefined;
    }
    switch (space) {
        case "avg":
            return sketch.sum / sketch.count;
        case "sum":
            return sketch.sum;
        case "min":
            return sketch.min;
        case "max":
            return sketch.max;
        case "count":
            return sketch.count;
        default:
            return quantile(sketch, Number(space.slice(1)) / 100);
    }
}
