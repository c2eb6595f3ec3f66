import { emptyRow, type Source } from "./rows";

/*
 * Functions of one source, by docs.datadoghq.com/dashboards/functions/{arithmetic,exclusion,
 * timeshift}. NaN is a gap.
 */

/** What a function makes of a point by itself; undefined: it is not of that kind. */
export function pointwise(
    name: string,
    parameters: readonly string[],
): ((value: number) => number) | undefined {
    const bound = Number(parameters[0]);
    switch (name) {
        case "abs":
            return Math.abs;
        case "ceil":
            return Math.ceil;
        case "floor":
            return Math.floor;
        case "log2":
            return (value) => finite(Math.log2(value));
        case "log10":
            return (value) => finite(Math.log10(value));
        // The page on exclusion says that both clamps set gaps to the threshold too.
        case "clamp_min":
            return (value) => (value >= bound ? value : bound);
        case "clamp_max":
            return (value) => (value <= bound ? value : bound);
        case "cutoff_min":
            return (value) => (value < bound ? Number.NaN : value);
        case "cutoff_max":
            return (value) => (value > bound ? Number.NaN : value);
        case "default_zero":
            return (value) => (Number.isNaN(value) ? 0 : value);
        case "default":
            return (value) => (Number.isNaN(value) ? bound : value);
        default:
            return undefined;
    }
}

function finite(value: number): number {
    return Number.isFinite(value) ? value : Number.NaN;
}

/** Of what was never seen there is nothing to change: gaps are filled from when a group is known. */
export function mapped(source: Source, change: (value: number) => number): Source {
    return {
        ...source,
        rows: (range, asOf) => {
            const rows = source.rows(range, asOf);
            return new Map(
                [...source.groups(asOf).keys()].map((group) => [
                    group,
                    (rows.get(group) ?? emptyRow(range)).map(change),
                ]),
            );
        },
    };
}

/** The source as it was so many buckets before; later points still do not exist. */
export function shifted(source: Source, buckets: number): Source {
    return {
        ...source,
        rows: ({ from, to }, asOf) => source.rows({ from: from - buckets, to: to - buckets }, asOf),
    };
}
