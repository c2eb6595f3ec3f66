/*
 * What differences between runs with the same seeds are worth. Incidents at the edge go one way or
 * the other, so a mean and its confidence interval describe runs that never happen: what counts is
 * in how many seeds a value is better, by the sign test (Conover, Practical Nonparametric
 * Statistics, 3.4), which asks nothing of the values but their order.
 */

/**
 * Two-sided probability that of `count` fair coins at least `many` fall on the same, named or
 * unnamed, side. Five of five: 1 in 16.
 */
export function signTest(many: number, count: number): number {
    const larger = Math.max(many, count - many);
    let tail = 0;
    for (let heads = larger; heads <= count; heads++) {
        tail += choose(count, heads);
    }
    return Math.min(1, (2 * tail) / 2 ** count);
}

function choose(count: number, many: number): number {
    let ways = 1;
    for (let one = 1; one <= many; one++) {
        ways = (ways * (count - many + one)) / one;
    }
    return ways;
}

/** The middle value; of an even number of values, the mean of the middle two. */
export function median(values: readonly number[]): number {
    const sorted = [...values].sort((a, b) => a - b);
    const middle = Math.floor(sorted.length / 2);
    const upper = sorted[middle] ?? 0;
    return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? 0)) / 2;
}

/**
 * The same where some have no value, which is worse than any: a shop that does not recover within the
 * evidence. Null where that holds of half of them or more, and of none at all.
 */
export function medianOrNull(values: readonly (number | null)[]): number | null {
    const middle = median(values.map((value) => value ?? Infinity));
    return values.length > 0 && Number.isFinite(middle) ? middle : null;
}

/** The median of those that have a value; null where none has. */
export function medianOfKnown(values: readonly (number | null)[]): number | null {
    const known = values.filter((value) => value !== null);
    return known.length === 0 ? null : median(known);
}
