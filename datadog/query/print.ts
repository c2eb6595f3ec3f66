import type {
    ArithmeticOperator,
    CompositeExpression,
    MetricExpression,
    MetricSelector,
    MonitorQuery,
    TimeAggregation,
} from "./ast";
import { printFilter } from "./printFilter";
import { windowText } from "./windows";

/** The query as Datadog takes it: what parseMonitorQuery reads back to the same tree. */
export function printMonitorQuery(query: MonitorQuery): string {
    switch (query.kind) {
        case "metric": {
            const { aggregation, expression, comparator, threshold } = query;
            const body = printMetricExpression(expression);
            return `${printAggregation(aggregation)}:${body} ${comparator} ${threshold}`;
        }
        case "logs":
        case "events": {
            const { kind, searchText, indexes, rollup, measure, by, windowSeconds } = query;
            const parts = [
                `${kind}(${quoted(searchText)})`,
                ...(indexes.length === 0 ? [] : [`.index(${indexes.map(quoted).join(",")})`]),
                `.rollup(${[rollup, ...(measure === undefined ? [] : [measure])].map(quoted).join(",")})`,
                ...(by.length === 0 ? [] : [`.by(${quoted(by.join(","))})`]),
                `.last(${quoted(windowText(windowSeconds))})`,
            ];
            return `${parts.join("")} ${query.comparator} ${query.threshold}`;
        }
        case "slo": {
            const { measure, slo, overSeconds, longWindowSeconds, shortWindowSeconds } = query;
            const window = (name: string, seconds: number | undefined): string =>
                seconds === undefined ? "" : `.${name}(${quoted(windowText(seconds))})`;
            const windows =
                `.over(${quoted(`${overSeconds / 86_400}d`)})` +
                window("long_window", longWindowSeconds) +
                window("short_window", shortWindowSeconds);
            return `${measure}(${quoted(slo)})${windows} ${query.comparator} ${query.threshold}`;
        }
        case "composite":
            return printComposite(query.expression);
    }
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, "\\$&")}"`;

function printAggregation(aggregation: TimeAggregation): string {
    const window = `${aggregation.aggregator}(last_${windowText(aggregation.windowSeconds)})`;
    if (aggregation.kind === "window") {
        return window;
    }
    const name = aggregation.isRelative ? "pct_change" : "change";
    return `${name}(${window},${windowText(aggregation.shiftSeconds)}_ago)`;
}

const precedence: Readonly<Record<ArithmeticOperator, number>> = { "+": 1, "-": 1, "*": 2, "/": 2 };

/**
 * `level` is how tightly the surrounding binds: parentheses stand where they are needed. Each
 * selector is printed by `name`, in full when that is left out.
 */
export function printMetricExpression(
    expression: MetricExpression,
    name: (selector: MetricSelector) => string = printSelector,
    level = 0,
): string {
    switch (expression.kind) {
        case "selector":
            return name(expression);
        case "number":
            return String(expression.value);
        case "call":
            return `${expression.name}(${[
                printMetricExpression(expression.argument, name),
                ...expression.parameters,
            ].join(", ")})`;
        case "arithmetic": {
            const own = precedence[expression.operator];
            const left = printMetricExpression(expression.left, name, own);
            const right = printMetricExpression(expression.right, name, own + 1);
            const text = `${left} ${expression.operator} ${right}`;
            return own < level ? `(${text})` : text;
        }
    }
}

/** A metric with its filter, groups and modifiers. */
export function printSelector({
    aggregator,
    metric,
    filter,
    by,
    modifiers,
}: MetricSelector): string {
    const prefix = aggregator === undefined ? "" : `${aggregator}:`;
    const group = by.length === 0 ? "" : ` by {${by.join(",")}}`;
    const suffix = modifiers.map((one) => `.${one.name}(${one.arguments.join(",")})`).join("");
    return `${prefix}${metric}{${printFilter(filter)}}${group}${suffix}`;
}

/** The condition, each monitor's id replaced by what `name` makes of it. */
export function printComposite(
    expression: CompositeExpression,
    name: (id: string) => string = (id) => id,
    isInner = false,
): string {
    switch (expression.kind) {
        case "monitor":
            return name(expression.id);
        case "not":
            return `!${printComposite(expression.operand, name, true)}`;
        case "and":
        case "or": {
            const word = expression.kind === "and" ? " && " : " || ";
            const text = expression.operands
                .map((one) => printComposite(one, name, true))
                .join(word);
            return isInner ? `(${text})` : text;
        }
    }
}
