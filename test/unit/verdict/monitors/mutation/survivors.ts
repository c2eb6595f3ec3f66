/*
 * Mutants that no test can catch, because they mean the same as the original: for any evidence that
 * the shop can produce both go off at the same moments.
 */
const reasons: readonly (readonly [RegExp, string])[] = [
    [
        /^front-end-cpu-(usage|of-limit), sum for avg, over space/,
        "a front-end pod has one container of that name, so each group is a single series",
    ],
    [
        /^(front-end|backend)-restarts, sum for avg/,
        "growth is never negative: its mean is above 0 exactly where its sum is",
    ],
    [
        /^((front|back)-?end-oom-killed|front-end-crash-loop|image-pull-errors), (sum for avg, over time|comparator swapped)/,
        "the metric is reported only while the state holds, and then always as 1",
    ],
    [
        /^shipments-behind-orders, sum for avg, over space: .*avg:sockshop\.orders\.paid/,
        "it is one series: counted by namespace and container, and orders is one container",
    ],
    [
        /^order-errors, wrong tag: .*"-wrong/,
        "behind a quotation mark it is another term, of a word that no line has",
    ],
];

/** The reason why this mutant survives; undefined when nobody has given one. */
export function argued(survivor: string): string | undefined {
    return reasons.find(([pattern]) => pattern.test(survivor))?.[1];
}

/** Reasons that no survivor needs any more. */
export function unneeded(survivors: readonly string[]): readonly string[] {
    return reasons
        .filter(([pattern]) => !survivors.some((one) => pattern.test(one)))
        .map(([pattern]) => pattern.source);
}
