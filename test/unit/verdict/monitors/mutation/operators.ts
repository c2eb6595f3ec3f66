import type { Monitor } from "../../../../../components/observability/catalogue/definition";
import type { Thresholds } from "../../../../../datadog/monitor";
import {
    type Comparator,
    type CompositeExpression,
    type MetricSelector,
    type MonitorQuery,
    type SpaceAggregator,
    type TimeAggregator,
} from "../../../../../datadog/query/ast";
import { firstSelector, type Operator, withQuery } from "./mutant";
import { wrongTags } from "./wrongTags";

const comparators: Readonly<Record<Comparator, Comparator>> = {
    ">": "<",
    ">=": "<=",
    "<": ">",
    "<=": ">=",
    "==": "!=",
    "!=": "==",
};

const timeAggregators: Partial<Record<TimeAggregator, TimeAggregator>> = {
    avg: "sum",
    sum: "avg",
    max: "min",
    min: "max",
};

const spaceAggregators: Partial<Record<SpaceAggregator, SpaceAggregator>> = {
    avg: "sum",
    sum: "avg",
};

const scaled = (value: number): number => (value === 0 ? 1000 : value * 1000);

/** The guide's mistakes and the usual ones, on every monitor to which they apply. */
export const operators: readonly Operator[] = [
    {
        kind: "threshold x 1000",
        mutate: (monitor, query) =>
            query.kind === "composite"
                ? []
                : [
                      withQuery(
                          { ...monitor, thresholds: allScaled(monitor.thresholds) },
                          { ...query, threshold: scaled(query.threshold) },
                      ),
                  ],
    },
    { kind: "wrong tag", mutate: wrongTags },
    {
        kind: "requireFullWindow dropped",
        mutate: (monitor) =>
            monitor.type === "query alert"
                ? [{ ...monitor, options: { ...monitor.options, requireFullWindow: undefined } }]
                : [],
    },
    { kind: "sum for avg, over time", mutate: wrongTimeAggregator },
    { kind: "sum for avg, over space", mutate: wrongSpaceAggregator },
    {
        kind: "comparator swapped",
        mutate: (monitor, query) =>
            query.kind === "composite"
                ? []
                : [withQuery(monitor, { ...query, comparator: comparators[query.comparator] })],
    },
    { kind: "hours for minutes", mutate: wrongWindow },
    { kind: "condition of a composite", mutate: wrongCondition },
];

function allScaled(thresholds: Thresholds | undefined): Thresholds | undefined {
    return (
        thresholds &&
        (Object.fromEntries(
            Object.entries(thresholds).map(([name, value]: [string, number]) => [
                name,
                scaled(value),
            ]),
        ) as unknown as Thresholds)
    );
}

function wrongTimeAggregator(monitor: Monitor, query: MonitorQuery): readonly Monitor[] {
    if (query.kind !== "metric") {
        return [];
    }
    const aggregator = timeAggregators[query.aggregation.aggregator];
    return aggregator === undefined
        ? []
        : [withQuery(monitor, { ...query, aggregation: { ...query.aggregation, aggregator } })];
}

function wrongSpaceAggregator(monitor: Monitor, query: MonitorQuery): readonly Monitor[] {
    if (query.kind !== "metric") {
        return [];
    }
    const changed = ({ aggregator, ...rest }: MetricSelector): MetricSelector => ({
        ...rest,
        aggregator: aggregator && (spaceAggregators[aggregator] ?? aggregator),
    });
    return [withQuery(monitor, { ...query, expression: firstSelector(query.expression, changed) })];
}

function wrongWindow(monitor: Monitor, query: MonitorQuery): readonly Monitor[] {
    switch (query.kind) {
        case "metric": {
            const { aggregation } = query;
            const windowSeconds = aggregation.windowSeconds * 60;
            return [
                withQuery(monitor, { ...query, aggregation: { ...aggregation, windowSeconds } }),
            ];
        }
        case "logs":
        case "events":
            return [withQuery(monitor, { ...query, windowSeconds: query.windowSeconds * 60 })];
        case "slo":
            // The long window where the short one belongs: the alert outlasts its cause.
            return [withQuery(monitor, { ...query, shortWindowSeconds: query.longWindowSeconds })];
        case "composite":
            return [];
    }
}

function wrongCondition(monitor: Monitor, query: MonitorQuery): readonly Monitor[] {
    return query.kind === "composite"
        ? variants(query.expression).map((expression) =>
              withQuery(monitor, { ...query, expression }),
          )
        : [];
}

/** Every condition with one operator swapped, one negation flipped or one part left out. */
function variants(expression: CompositeExpression): readonly CompositeExpression[] {
    switch (expression.kind) {
        case "monitor":
            return [{ kind: "not", operand: expression }];
        case "not":
            return [expression.operand];
        case "and":
        case "or": {
            const { kind, operands } = expression;
            const swapped = { kind: kind === "and" ? "or" : "and", operands } as const;
            const inside = operands.flatMap((operand, at) =>
                variants(operand).map((one) => ({ kind, operands: operands.with(at, one) })),
            );
            const shorter = operands.map((_, at) => joined(kind, operands.toSpliced(at, 1)));
            return [swapped, ...inside, ...shorter];
        }
    }
}

function joined(kind: "and" | "or", operands: readonly CompositeExpression[]): CompositeExpression {
    const [only] = operands;
    return only !== undefined && operands.length === 1 ? only : { kind, operands };
}
