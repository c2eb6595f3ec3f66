import type { ArithmeticOperator } from "../../query/ast";
import type { BucketRange } from "../data/grid";
import { emptyRow, type Rows, type Source } from "./rows";

/** Two sources combined, bucket by bucket; undefined when their groups have nothing in common. */
export function arithmeticSource(
    left: Source,
    right: Source,
    operator: ArithmeticOperator,
): Source | undefined {
    const by = commonGrouping(left.by, right.by);
    if (by === undefined) {
        return undefined;
    }
    return {
        by,
        groups: (asOf) => commonGroups(left, right, asOf),
        rows: (range, asOf) => {
            const lefts = left.rows(range, asOf);
            const rights = right.rows(range, asOf);
            return new Map(
                [...commonGroups(left, right, asOf).keys()].map((name) => [
                    name,
                    combine(
                        rowOf(left, lefts, name, range),
                        rowOf(right, rights, name, range),
                        operator,
                    ),
                ]),
            );
        },
    };
}

/** Groups that both sides have; a side without groups stands beside each of the other's. */
function commonGroups(left: Source, right: Source, asOf: number): ReadonlyMap<string, number> {
    const [lefts, rights] = [left.groups(asOf), right.groups(asOf)];
    const names = new Set([...lefts.keys(), ...rights.keys()]);
    if (left.by.length + right.by.length > 0) {
        names.delete("*");
    }
    const firstOf = (source: Source, all: ReadonlyMap<string, number>, name: string): number =>
        all.get(name) ?? all.get("*") ?? (source.isZeroWithout === true ? 0 : Infinity);
    return new Map(
        [...names]
            .map((name) => {
                const first = Math.max(firstOf(left, lefts, name), firstOf(right, rights, name));
                return [name, first] as const;
            })
            .filter(([, first]) => first < Infinity),
    );
}

function commonGrouping(
    left: readonly string[],
    right: readonly string[],
): readonly string[] | undefined {
    if (left.length === 0 || right.length === 0) {
        return left.length === 0 ? right : left;
    }
    return left.join() === right.join() ? left : undefined;
}

function rowOf(source: Source, rows: Rows, name: string, range: BucketRange): Float64Array {
    const row = rows.get(name) ?? rows.get("*");
    return row ?? emptyRow(range).fill(source.isZeroWithout === true ? 0 : Number.NaN);
}

/** Where one side has nothing, or divides by nothing, there is no point. */
function combine(
    left: Float64Array,
    right: Float64Array,
    operator: ArithmeticOperator,
): Float64Array {
    return left.map((value, bucket) => {
        const result = calculated(value, right[bucket] ?? Number.NaN, operator);
        return Number.isFinite(result) ? result : Number.NaN;
    });
}

export function calculated(left: number, right: number, operator: ArithmeticOperator): number {
    switch (operator) {
        case "+":
            return left + right;
        case "-":
            return left - right;
        case "*":
            return left * right;
        case "/":
            return left / right;
    }
}
