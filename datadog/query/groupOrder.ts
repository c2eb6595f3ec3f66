import type { MetricExpression } from "./ast";
import { selectorsOf } from "./walk";

/**
 * The expression with the tags of every grouping in the order of the first that has the same ones:
 * `by {a,b}` and `by {b,a}` are one grouping.
 */
export function inOneOrder(expression: MetricExpression): MetricExpression {
    const orders = new Map<string, readonly string[]>();
    for (const { selector } of selectorsOf(expression)) {
        const key = keyOf(selector.by);
        orders.set(key, orders.get(key) ?? selector.by);
    }
    return ordered(expression, orders);
}

function keyOf(by: readonly string[]): string {
    return [...by].sort().join();
}

function ordered(
    expression: MetricExpression,
    orders: ReadonlyMap<string, readonly string[]>,
): MetricExpression {
    switch (expression.kind) {
        case "number":
            return expression;
        case "selector":
            return { ...expression, by: orders.get(keyOf(expression.by)) ?? expression.by };
        case "call":
            return { ...expression, argument: ordered(expression.argument, orders) };
        case "arithmetic":
            return {
                ...expression,
                left: ordered(expression.left, orders),
                right: ordered(expression.right, orders),
            };
    }
}
