import type { SketchBuilder } from "../../evidence/sketch";
import { binOf, upperEndOf, valueOf } from "../../evidence/sketch";

/** Upper ends of the front-end's buckets in seconds: prom-client's defaults. One more is open. */
export const bucketEnds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;

/** Number of the bucket that a duration falls into. */
export function histogramBucketOf(seconds: number): number {
    let bucket = 0;
    while (bucket < bucketEnds.length && seconds > (bucketEnds[bucket] ?? 0)) {
        bucket++;
    }
    return bucket;
}

/** Requests by bucket, of one combination of labels. */
export class Buckets {
    readonly counts = new Uint32Array(bucketEnds.length + 1);
    sum = 0;

    add({ counts, sum }: Buckets): void {
        for (let bucket = 0; bucket < counts.length; bucket++) {
            this.counts[bucket] = (this.counts[bucket] ?? 0) + (counts[bucket] ?? 0);
        }
        this.sum += sum;
    }

    get total(): number {
        return this.counts.reduce((total, count) => total + count, 0);
    }

    clear(): void {
        this.counts.fill(0);
        this.sum = 0;
    }
}

/**
 * Adds a bucket's count to a sketch as the agent does: evenly over the bucket's width, in whole
 * requests. The open bucket counts as its lower end.
 */
export function spread(sketch: SketchBuilder, bucket: number, count: number): void {
    const lower = bucketEnds[bucket - 1] ?? 0;
    const upper = bucketEnds[bucket];
    if (count === 0) {
        return;
    }
    if (upper === undefined) {
        sketch.add(lower, count);
        return;
    }
    let added = 0;
    for (let bin = firstBin(lower, upper, count); added < count; bin++) {
        const end = Math.min(upper, upperEndOf(bin));
        const until = Math.round((count * (end - lower)) / (upper - lower));
        if (until > added) {
            sketch.add(Math.max(lower, Math.min(upper, valueOf(bin))), until - added);
            added = until;
        }
    }
}

/** Bins below the first whole request need not be looked at, and from zero up there are many. */
function firstBin(lower: number, upper: number, count: number): number {
    return binOf(lower + (0.5 * (upper - lower)) / count);
}
