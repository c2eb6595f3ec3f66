import type { SloQuery } from "../../query/ast";
import { inOneOrder } from "../../query/groupOrder";
import { parseMetricExpression } from "../../query/parse";
import { selectorsOf } from "../../query/walk";
import type { EvidenceIndex } from "../data/evidenceIndex";
import type { SloDefinition } from "../definition";
import { bucketOf } from "../data/grid";
import { compares } from "./compare";
import type { Evaluator } from "./evaluator";
import { expressionSource } from "./expression";
import type { Unsupported } from "./metric";

/**
 * A burn rate or an error budget over a time-slice SLO. Time before the evidence, and slices
 * without data, count as good, as Datadog counts missing data.
 */
export function sloEvaluator(
    query: SloQuery,
    slo: SloDefinition,
    index: EvidenceIndex,
    unsupported: Unsupported,
): Evaluator {
    const grid = index.grid(slo.sliceSeconds);
    const badSlices = badBefore(slo, index, unsupported);
    const budget = 1 - slo.target / 100;
    /** The share of bad time in the window, as a multiple of what the target allows. */
    const burnRate = (end: number, windowSeconds: number): number => {
        // Only slices that have ended count.
        const to = bucketOf(grid, end);
        const from = to - Math.round(windowSeconds / slo.sliceSeconds);
        const count = (badSlices[clamped(to)] ?? 0) - (badSlices[clamped(from)] ?? 0);
        return (count * slo.sliceSeconds) / windowSeconds / budget;
    };
    const clamped = (bucket: number): number => Math.min(Math.max(bucket, 0), grid.buckets);
    const { overSeconds, longWindowSeconds, shortWindowSeconds } = query;
    return {
        // The week before the evidence counts as good, so there is nothing to wait for.
        windowSeconds: slo.sliceSeconds,
        reachSeconds: slo.sliceSeconds,
        historySeconds: 0,
        isCount: false,
        by: [],
        firstSeen: () => 0,
        at: (end) => {
            // Both windows have to exceed the threshold, so the lower one decides.
            const value =
                query.measure === "error_budget"
                    ? burnRate(end, overSeconds) * 100
                    : Math.min(
                          burnRate(end, longWindowSeconds ?? overSeconds),
                          burnRate(end, shortWindowSeconds ?? longWindowSeconds ?? overSeconds),
                      );
            return new Map([["*", value]]);
        },
    };
}

/** Each slice of the evidence: when it begins, and whether it is bad. */
export function sloSlices(
    slo: SloDefinition,
    index: EvidenceIndex,
    unsupported: Unsupported,
): readonly (readonly [time: number, isBad: boolean])[] {
    const { from, stepSeconds, buckets } = index.grid(slo.sliceSeconds);
    const bad = badBefore(slo, index, unsupported);
    return Array.from({ length: buckets }, (_, slice) => {
        const isBad = (bad[slice + 1] ?? 0) > (bad[slice] ?? 0);
        return [from + slice * stepSeconds, isBad] as const;
    });
}

/** How many slices before each one are bad; a slice is good when all groups are. */
function badBefore(
    slo: SloDefinition,
    index: EvidenceIndex,
    unsupported: Unsupported,
): Float64Array {
    const expression = inOneOrder(parseMetricExpression(formulaText(slo)));
    const grid = index.grid(slo.sliceSeconds);
    const isAlone = selectorsOf(expression).length === 1;
    const source = expressionSource(expression, { index, grid, isAlone, unsupported });
    const sums = new Float64Array(grid.buckets + 1);
    for (let slice = 0; slice < grid.buckets; slice += 1) {
        // Each slice as it was when it had just ended.
        const rows = source.rows({ from: slice, to: slice + 1 }, slice + 1);
        const isBad = [...rows.values()].some(([value = Number.NaN]) => {
            return !Number.isNaN(value) && !compares(value, slo.comparator, slo.threshold);
        });
        sums[slice + 1] = (sums[slice] ?? 0) + (isBad ? 1 : 0);
    }
    return sums;
}

/** The formula with each name replaced by its query. */
function formulaText({ id, formula, queries }: SloDefinition): string {
    return formula.replace(/[a-z]\w*/gi, (name) => {
        const query = queries[name];
        if (query === undefined) {
            throw new Error(`The formula of SLO ${id} uses ${name}, which is none of its queries`);
        }
        return `(${query})`;
    });
}
