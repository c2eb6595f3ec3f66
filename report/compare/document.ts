import type { Compared, ComparedRow } from "../../experiment/compare/compared";

/** What `npm run compare -- A B --json` prints. */
export interface ComparisonDocument extends Omit<Compared, "pairs"> {
    readonly schema: 1;
    readonly pairs: readonly {
        /** Ids of the arms. */
        readonly first: string;
        readonly second: string;
        readonly rows: readonly ComparedRow[];
    }[];
}

export function comparisonDocument({ pairs, ...compared }: Compared): ComparisonDocument {
    return {
        schema: 1,
        ...compared,
        pairs: pairs.map(({ first, second, rows }) => ({
            first: first[0]?.arm ?? "",
            second: second[0]?.arm ?? "",
            rows,
        })),
    };
}
