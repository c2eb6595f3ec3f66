/**
 * Where the first of ascending times stands that is that time or later, between two places; with
 * `isAfter` the first that is later.
 */
export function firstPosition(
    times: ArrayLike<number>,
    [start, end]: readonly [number, number],
    time: number,
    isAfter = false,
): number {
    let [low, high] = [start, end];
    while (low < high) {
        const middle = (low + high) >> 1;
        const other = times[middle] ?? Infinity;
        if (other < time || (isAfter && other === time)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}
