import { aggregate, type Rows } from "./rows";

/* Functions that rank groups, by docs.datadoghq.com/dashboards/functions/rank. */

export interface Ranking {
    readonly count: number;
    readonly offset: number;
    readonly by: string;
    readonly isHighestFirst: boolean;
}

/** `top(q, 10, 'mean', 'desc')`, `top5`, `bottom10_max`, `top_offset(q, 5, 'mean', 'desc', 2)`. */
export function rankingOf(name: string, parameters: readonly string[]): Ranking | undefined {
    const texts = parameters.map((one) => one.replace(/^(?:\w+\s*=\s*)?['"]?|['"]$/g, ""));
    const [, side, digits, by] = /^(top|bottom)(\d+)(?:_(\w+))?$/.exec(name) ?? [];
    if (side !== undefined) {
        const isHighestFirst = side === "top";
        return { count: Number(digits), offset: 0, by: by ?? "mean", isHighestFirst };
    }
    if (!/^(top|bottom)(_offset)?$/.test(name)) {
        return undefined;
    }
    const [count = "10", order = "mean", direction, offset = "0"] = texts;
    const usual = name.startsWith("top") ? "desc" : "asc";
    return {
        count: Number(count),
        offset: Number(offset),
        by: order,
        isHighestFirst: (direction ?? usual) === "desc",
    };
}

export function ranked(rows: Rows, { count, offset, by, isHighestFirst }: Ranking): Rows {
    const sign = isHighestFirst ? -1 : 1;
    const measured = [...rows]
        .map(([group, row]) => ({ group, row, measure: measureOf(row, by) }))
        .filter(({ measure }) => !Number.isNaN(measure))
        .sort((one, other) => sign * (one.measure - other.measure));
    return new Map(measured.slice(offset, offset + count).map(({ group, row }) => [group, row]));
}

/** One figure of a row: what ranks it, and what a single number shows of it. */
export function measureOf(row: Float64Array, by: string): number {
    const present = row.filter((value) => !Number.isNaN(value));
    switch (by) {
        case "last":
            return present.at(-1) ?? Number.NaN;
        case "l2norm":
            return Math.sqrt(present.reduce((sum, value) => sum + value * value, 0));
        case "area":
        case "norm":
            return present.reduce((sum, value) => sum + Math.abs(value), 0);
        default:
            return aggregate(present, by === "mean" ? "avg" : by) ?? Number.NaN;
    }
}
