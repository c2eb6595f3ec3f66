/*
 * Confidence intervals of differences between runs with the same seeds. Paired Student's t, because
 * that is what five seeds allow: an exact permutation of five signs cannot reach 95 % at all (2 of
 * 32 is 6 %), and a bootstrap of five values is far too narrow.
 */

/**
 * Student's t for 95 %, two-sided, by degrees of freedom from 1. Source: any table of the
 * distribution, such as NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2.
 */
const tabulated = [
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16,
    2.145, 2.131, 2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052,
    2.048, 2.045, 2.042,
] as const;

/** What the table tends to: the normal distribution's; the rest shrinks with the degrees. */
const normal = 1.96;

/** Student's t for 95 %, two-sided. */
export function studentT(degrees: number): number {
    // Off by less than 0.002 beyond the table.
    return tabulated[degrees - 1] ?? normal + 2.4 / degrees;
}

export interface PairedDifference {
    /** Mean of value minus reference. */
    readonly difference: number;
    /** 95 % confidence interval; null with a single pair, which says nothing about chance. */
    readonly interval: readonly [low: number, high: number] | null;
}

/**
 * The mean difference of values that belong together pair by pair, and its interval. Throws a
 * RangeError when there are not as many values as references, or none.
 */
export function pairedDifference(
    reference: readonly number[],
    values: readonly number[],
): PairedDifference {
    const count = reference.length;
    if (count === 0 || values.length !== count) {
        throw new RangeError(`${values.length} values cannot be paired with ${count}`);
    }
    const differences = values.map((value, index) => value - (reference[index] ?? 0));
    const difference = mean(differences);
    if (count === 1) {
        return { difference, interval: null };
    }
    const squares = differences.map((one) => (one - difference) ** 2);
    const deviation = Math.sqrt(squares.reduce((sum, one) => sum + one, 0) / (count - 1));
    const half = (studentT(count - 1) * deviation) / Math.sqrt(count);
    return { difference, interval: [difference - half, difference + half] };
}

export function mean(values: readonly number[]): number {
    return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The middle value; of an even number of values, the mean of the middle two. */
export function median(values: readonly number[]): number {
    const sorted = [...values].sort((a, b) => a - b);
    const middle = Math.floor(sorted.length / 2);
    const upper = sorted[middle] ?? 0;
    return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? 0)) / 2;
}
