import type { MetricExpression, MetricQuery } from "../../query/ast";
import { shiftOf } from "../../query/functions";
import { selectorsOf } from "../../query/walk";
import { type BucketRange, bucketsIn } from "../data/grid";
import { calculated } from "./arithmetic";
import { expressionSource } from "./expression";
import { pointwise } from "./functions";
import { aggregate, type Source } from "./rows";
import { type CompileContext, hasModifier, kindOf } from "./selector";

/*
 * With as_count() in arithmetic Datadog adds up each metric over the window first, and calculates
 * with the totals: sum(errors) / sum(requests), not the sum of the ratios. A change is arithmetic
 * too, and as_count() takes even gauges down this path.
 */

type Totals = (end: number) => ReadonlyMap<string, number | undefined>;

/** The values of a query that takes this path; undefined when it does not. */
export function asCountTotals(query: MetricQuery, context: CompileContext): Totals | undefined {
    const { aggregation, expression } = query;
    const counted = selectorsOf(expression)
        .map(({ selector }) => selector)
        .filter((selector) => hasModifier(selector, "as_count"));
    if (counted.length === 0) {
        return undefined;
    }
    if (aggregation.aggregator !== "sum") {
        const refused = counted.find((selector) => kindOf(selector, context.index) !== "gauge");
        return refused === undefined
            ? undefined
            : context.unsupported(`as_count() under ${aggregation.aggregator}()`, refused.at);
    }
    return isArithmetic(expression) || aggregation.kind === "change"
        ? totals(query, context)
        : undefined;
}

/** Whether anything is calculated in it, however deep. */
function isArithmetic(expression: MetricExpression): boolean {
    return (
        expression.kind === "arithmetic" ||
        (expression.kind === "call" && isArithmetic(expression.argument))
    );
}

/** What an expression comes to for a group, over the buckets of a window. */
type Total = (group: string, range: BucketRange) => number | undefined;

function totals({ aggregation, expression }: MetricQuery, context: CompileContext): Totals {
    const { grid, unsupported } = context;
    const names = expressionSource(expression, context);
    const total = totalOf(expression, context);
    const shiftSeconds = aggregation.kind === "change" ? aggregation.shiftSeconds : 0;
    if (shiftSeconds % grid.stepSeconds !== 0) {
        return unsupported(`time shift of ${shiftSeconds} s in steps of other length`, 0);
    }
    const shift = shiftSeconds / grid.stepSeconds;
    const value = (group: string, range: BucketRange): number | undefined => {
        const now = total(group, range);
        if (aggregation.kind === "window" || now === undefined) {
            return now;
        }
        const before = { from: range.from - shift, to: range.to - shift };
        // What lies before the evidence was not 0, it is not known.
        const then = before.from < 0 ? undefined : total(group, before);
        return then === undefined ? undefined : changed(now, then, aggregation.isRelative);
    };
    return (end) => {
        const range = bucketsIn(grid, end - aggregation.windowSeconds, end);
        return new Map(
            [...names.groups(range.to).keys()].map((group) => [group, finite(value(group, range))]),
        );
    };
}

function changed(now: number, then: number, isRelative: boolean): number {
    return isRelative ? ((now - then) / then) * 100 : now - then;
}

function finite(value: number | undefined): number | undefined {
    return Number.isFinite(value) ? value : undefined;
}

function totalOf(expression: MetricExpression, context: CompileContext): Total {
    switch (expression.kind) {
        case "number":
            return () => expression.value;
        case "arithmetic": {
            const left = totalOf(expression.left, context);
            const right = totalOf(expression.right, context);
            return (group, range) => {
                const [a, b] = [left(group, range), right(group, range)];
                return a === undefined || b === undefined
                    ? undefined
                    : finite(calculated(a, b, expression.operator));
            };
        }
        case "call":
            return expression.name === "monotonic_diff"
                ? summed(expressionSource(expression, context))
                : called(expression, totalOf(expression.argument, context), context);
        case "selector":
            return summed(expressionSource(expression, context));
    }
}

/** A function is one of what the totals come to, not of the points. */
function called(
    { name, parameters }: Extract<MetricExpression, { kind: "call" }>,
    argument: Total,
    { grid }: CompileContext,
): Total {
    const change = pointwise(name, parameters);
    if (change !== undefined) {
        return (group, range) => finite(change(argument(group, range) ?? Number.NaN));
    }
    // exclude_null drops groups without a tag, which are none in a monitor anyway; what cannot be
    // evaluated has been refused when the rows were made ready.
    const shift = (shiftOf(name, parameters) ?? 0) / grid.stepSeconds;
    return (group, { from, to }) => argument(group, { from: from - shift, to: to - shift });
}

/** What is missing counts as 0 here. */
function summed(source: Source): Total {
    return (group, range) => {
        const rows = source.rows(range, range.to);
        const row = rows.get(group) ?? rows.get("*");
        return (row === undefined ? undefined : aggregate(row, "sum")) ?? 0;
    };
}
