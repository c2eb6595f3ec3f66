import type { Monitor } from "../../../../../components/observability/catalogue/definition";
import type {
    MetricExpression,
    MetricSelector,
    MonitorQuery,
} from "../../../../../datadog/query/ast";
import { parseMonitorQuery } from "../../../../../datadog/query/parse";
import { printMonitorQuery } from "../../../../../datadog/query/print";

/** A monitor with one thing wrong. */
export interface Mutant {
    readonly kind: string;
    readonly monitor: Monitor;
}

/** A way to get a monitor wrong: all that it makes of one. */
export interface Operator {
    readonly kind: string;
    readonly mutate: (monitor: Monitor, query: MonitorQuery) => readonly Monitor[];
}

/** The monitor with another query, printed as Datadog takes it. */
export function withQuery(monitor: Monitor, query: MonitorQuery): Monitor {
    return { ...monitor, query: printMonitorQuery(query) };
}

/** All mutants of a monitor; those that come out the same are none. */
export function mutantsOf(monitor: Monitor, operators: readonly Operator[]): readonly Mutant[] {
    const query = parseMonitorQuery(monitor.query);
    const unchanged = JSON.stringify(withQuery(monitor, query));
    return operators.flatMap(({ kind, mutate }) =>
        mutate(monitor, query)
            .filter((mutated) => JSON.stringify(mutated) !== unchanged)
            .map((mutated) => ({ kind, monitor: mutated })),
    );
}

/** Changes the first metric of an expression: both sides of a ratio alike would cancel out. */
export function firstSelector(
    expression: MetricExpression,
    change: (selector: MetricSelector) => MetricSelector,
): MetricExpression {
    switch (expression.kind) {
        case "selector":
            return change(expression);
        case "number":
            return expression;
        case "call":
            return { ...expression, argument: firstSelector(expression.argument, change) };
        case "arithmetic":
            return { ...expression, left: firstSelector(expression.left, change) };
    }
}
