import type { BucketRange } from "../../../datadog/monitors/data/grid";
import { emptyRow, type Source } from "../../../datadog/monitors/evaluate/rows";

/** A source whose groups are known, and were there from the beginning. */
export function fixedSource<T>(
    by: readonly string[],
    groups: ReadonlyMap<string, T>,
    /** Fills a row of gaps. */
    fill: (row: Float64Array, group: T, range: BucketRange) => Float64Array,
): Source {
    return {
        by,
        groups: () => new Map([...groups.keys()].map((group) => [group, 0])),
        rows: (range) =>
            new Map(
                [...groups].map(([name, group]) => [name, fill(emptyRow(range), group, range)]),
            ),
    };
}
