const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** Empty buckets that a full window may have, the first one excepted. */
const tolerableGaps = 3;

/** Windows are cut into minutes, ten minutes, hours or four hours, by their own unit. */
function bucketSeconds(windowSeconds: number): number {
    if (windowSeconds < hour) {
        return minute;
    }
    if (windowSeconds < day) {
        return 10 * minute;
    }
    return windowSeconds < 28 * day ? hour : 4 * hour;
}

/**
 * Whether a window counts as full: a point in its first bucket, and at most three empty buckets.
 * The row begins where the window does.
 */
export function isFullWindow(
    row: Float64Array,
    stepSeconds: number,
    windowSeconds: number,
): boolean {
    const length = bucketSeconds(windowSeconds);
    const filled = new Set<number>();
    row.forEach((value, position) => {
        if (!Number.isNaN(value)) {
            filled.add(Math.floor((position * stepSeconds) / length));
        }
    });
    return filled.has(0) && Math.ceil(windowSeconds / length) - filled.size <= tolerableGaps;
}
