/**
 * Where the median of what could have been measured lies, by order statistics (Conover, Practical
 * Nonparametric Statistics, 3.2): it asks nothing of the values but their order.
 */

/** How often such an interval holds the median, at least. */
export const confidence = 0.95;

/** Fewer values than that have no such interval: half to the power of five is over 2.5 %. */
export const leastValues = 6;

/**
 * The lowest and the highest value of the interval; undefined: there are too few values. Between
 * the k-th lowest and the k-th highest the median lies unless fewer than k of the values, like
 * coins, fall on one of its sides.
 */
export function medianInterval(values: readonly number[]): readonly [number, number] | undefined {
    const sorted = [...values].sort((one, other) => one - other);
    const count = sorted.length;
    let [tail, ways, left] = [0, 1, 0];
    while (left < count) {
        tail += ways / 2 ** count;
        if (2 * tail > 1 - confidence) {
            break;
        }
        ways = (ways * (count - left)) / (left + 1);
        left += 1;
    }
    const [low, high] = [sorted[left - 1], sorted[count - left]];
    return low === undefined || high === undefined ? undefined : [low, high];
}
