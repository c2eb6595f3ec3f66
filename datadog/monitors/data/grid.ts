/**
 * Buckets of time, all equally long and aligned to UNIX time, as Datadog's rollups are. Bucket 0 is
 * the first one that holds evidence.
 */
export interface Grid {
    readonly stepSeconds: number;
    /** Beginning of bucket 0. */
    readonly from: number;
    readonly buckets: number;
}

export function gridOver(from: number, until: number, stepSeconds: number): Grid {
    const first = Math.floor(from / stepSeconds);
    const last = Math.floor(until / stepSeconds);
    return { stepSeconds, from: first * stepSeconds, buckets: last - first + 1 };
}

export function bucketOf(grid: Grid, time: number): number {
    return Math.floor((time - grid.from) / grid.stepSeconds);
}

/** Buckets of a window: from the first that begins in it to before the first that begins after. */
export interface BucketRange {
    readonly from: number;
    readonly to: number;
}

export function bucketsIn(grid: Grid, from: number, to: number): BucketRange {
    return {
        from: Math.ceil((from - grid.from) / grid.stepSeconds),
        to: Math.ceil((to - grid.from) / grid.stepSeconds),
    };
}

/**
 * How coarsely Datadog reads a window, in seconds: its table of rollup intervals of the API. Up to
 * an hour points are read as they are: the table's 20 s would mix one and two points of an agent
 * that reports every 15 s.
 */
export function rollupSeconds(windowSeconds: number, intervalSeconds: number): number {
    const hour = 3600;
    const table: readonly (readonly [number, number])[] = [
        [hour, intervalSeconds],
        [4 * hour, 60],
        [24 * hour, 300],
        [48 * hour, 600],
        [7 * 24 * hour, hour],
    ];
    const documented = table.find(([longest]) => windowSeconds <= longest)?.[1] ?? 4 * hour;
    return Math.max(documented, intervalSeconds);
}
