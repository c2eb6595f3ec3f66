import type { MetricExpression, MetricQuery } from "../../query/ast";
import { selectorsOf } from "../../query/walk";
import { bucketsIn } from "../data/grid";
import { calculated } from "./arithmetic";
import { expressionSource } from "./expression";
import { aggregate, type Source } from "./rows";
import { type CompileContext, hasModifier, kindOf } from "./selector";

/*
 * With as_count() in arithmetic Datadog adds up each metric over the window first, and calculates
 * with the totals: sum(errors) / sum(requests), not the sum of the ratios.
 */

type Totals = (end: number) => ReadonlyMap<string, number | undefined>;

/** The values of a query that takes this path; undefined when it does not. */
export function asCountTotals(query: MetricQuery, context: CompileContext): Totals | undefined {
    const { aggregation, expression } = query;
    const counted = selectorsOf(expression)
        .map(({ selector }) => selector)
        .find(
            (selector) =>
                hasModifier(selector, "as_count") && kindOf(selector, context.index) !== "gauge",
        );
    if (counted === undefined) {
        return undefined;
    }
    if (aggregation.aggregator !== "sum") {
        return context.unsupported(`as_count() under ${aggregation.aggregator}()`, counted.at);
    }
    return expression.kind === "arithmetic" && aggregation.kind === "window"
        ? totals(expression, aggregation.windowSeconds, context)
        : undefined;
}

type Total = (group: string, end: number) => number | undefined;

function totals(
    expression: MetricExpression,
    windowSeconds: number,
    context: CompileContext,
): Totals {
    const names = expressionSource(expression, context);
    const total = totalOf(expression, windowSeconds, context);
    return (end) => {
        const { to } = bucketsIn(context.grid, end - windowSeconds, end);
        return new Map(
            [...names.groups(to).keys()].map((group) => {
                const value = total(group, end);
                return [group, Number.isFinite(value) ? value : undefined];
            }),
        );
    };
}

function totalOf(
    expression: MetricExpression,
    windowSeconds: number,
    context: CompileContext,
): Total {
    switch (expression.kind) {
        case "number":
            return () => expression.value;
        case "arithmetic": {
            const left = totalOf(expression.left, windowSeconds, context);
            const right = totalOf(expression.right, windowSeconds, context);
            return (group, end) => {
                const [a, b] = [left(group, end), right(group, end)];
                return a === undefined || b === undefined
                    ? undefined
                    : calculated(a, b, expression.operator);
            };
        }
        default:
            return summed(expressionSource(expression, context), windowSeconds, context);
    }
}

/** What is missing counts as 0 here. */
function summed(source: Source, windowSeconds: number, { grid }: CompileContext): Total {
    return (group, end) => {
        const range = bucketsIn(grid, end - windowSeconds, end);
        const rows = source.rows(range, range.to);
        const row = rows.get(group) ?? rows.get("*");
        return (row === undefined ? undefined : aggregate(row, "sum")) ?? 0;
    };
}
