import type { MetricQuery, MetricSelector } from "../../query/ast";
import { lookBackOf, selectorsOf } from "../../query/walk";
import type { EvidenceIndex } from "../data/evidenceIndex";
import { bucketsIn, type Grid, rollupSeconds } from "../data/grid";
import { asCountTotals } from "./asCount";
import { isCountQuery } from "./counts";
import type { Evaluation, Evaluator } from "./evaluator";
import { expressionSource } from "./expression";
import { isFullWindow } from "./fullWindow";
import { aggregate, type Rows, type Source } from "./rows";
import {
    type CompileContext,
    distribution,
    isDistributionSelector,
    isPercentile,
    rollupInterval,
} from "./selector";

/** Throws that a construct is not supported. */
export type Unsupported = (construct: string, at: number) => never;

/** A metric monitor's query. Throws through `unsupported` what cannot be evaluated. */
export function metricEvaluator(
    query: MetricQuery,
    index: EvidenceIndex,
    requireFullWindow: boolean,
    unsupported: Unsupported,
): Evaluator {
    const selectors = selectorsOf(query.expression).map(({ selector }) => selector);
    const { aggregation } = query;
    const grid = index.grid(stepOf(query, selectors, index, unsupported));
    const context: CompileContext = { index, grid, isAlone: selectors.length === 1, unsupported };
    const source = expressionSource(query.expression, context);
    const values = valuesOf(query, source, context);
    const shiftSeconds = aggregation.kind === "change" ? aggregation.shiftSeconds : 0;
    const lookBack = lookBackOf(query.expression);
    return {
        windowSeconds: aggregation.windowSeconds,
        reachSeconds: aggregation.windowSeconds + shiftSeconds + lookBack,
        historySeconds: Math.max(aggregation.windowSeconds, shiftSeconds, lookBack),
        isCount: isCountQuery(query.expression, index),
        by: source.by,
        firstSeen: (group) =>
            grid.from + (source.groups(grid.buckets).get(group) ?? 0) * grid.stepSeconds,
        at: (end) => {
            const range = bucketsIn(grid, end - aggregation.windowSeconds, end);
            const found = values(end);
            const seen = source.groups(range.to);
            const groups = source.by.length > 0 ? [...seen.keys()] : ["*"];
            const rows = requireFullWindow ? source.rows(range, range.to) : undefined;
            return new Map(
                groups.map((group) => [
                    group,
                    seen.has(group)
                        ? evaluation(found.get(group), rows?.get(group), grid, query)
                        : "never seen",
                ]),
            );
        },
    };
}

function evaluation(
    value: number | undefined,
    /** Only where the window has to be full. */
    row: Float64Array | undefined,
    grid: Grid,
    { aggregation }: MetricQuery,
): Evaluation {
    if (value === undefined) {
        return "no data";
    }
    return row === undefined || isFullWindow(row, grid.stepSeconds, aggregation.windowSeconds)
        ? value
        : "skipped";
}

type Values = (end: number) => ReadonlyMap<string, number | undefined>;

function valuesOf(query: MetricQuery, source: Source, context: CompileContext): Values {
    const { aggregation, expression } = query;
    const { grid, unsupported } = context;
    const { aggregator, windowSeconds } = aggregation;
    if (aggregator === "percentile") {
        return percentiles(query, context);
    }
    const totals = asCountTotals(query, context);
    if (totals !== undefined) {
        return totals;
    }
    const each = (rows: Rows): ReadonlyMap<string, number | undefined> =>
        new Map([...rows].map(([group, row]) => [group, aggregate(row, aggregator)]));
    if (aggregation.kind === "window") {
        return (end) => {
            const range = bucketsIn(grid, end - windowSeconds, end);
            return each(source.rows(range, range.to));
        };
    }
    const { shiftSeconds, isRelative } = aggregation;
    if (shiftSeconds % grid.stepSeconds !== 0) {
        return unsupported(
            `time shift of ${shiftSeconds} s in steps of other length`,
            expression.at,
        );
    }
    const shift = shiftSeconds / grid.stepSeconds;
    return (end) => {
        const range = bucketsIn(grid, end - windowSeconds, end);
        const now = source.rows(range, range.to);
        const then = source.rows({ from: range.from - shift, to: range.to - shift }, range.to);
        return each(changed(now, then, isRelative));
    };
}

function changed(now: Rows, then: Rows, isRelative: boolean): Rows {
    return new Map(
        [...now].map(([group, row]) => {
            const before = then.get(group);
            const difference = row.map((value, position) => {
                const earlier = before?.[position] ?? Number.NaN;
                const change = value - earlier;
                return isRelative ? (change / earlier) * 100 : change;
            });
            return [group, difference];
        }),
    );
}

/** percentile(last_3m):p95:… – one percentile of all values in the window. */
function percentiles({ aggregation, expression }: MetricQuery, context: CompileContext): Values {
    const { grid, index, unsupported } = context;
    if (
        aggregation.kind !== "window" ||
        expression.kind !== "selector" ||
        !isPercentile(expression) ||
        !isDistributionSelector(expression, index)
    ) {
        return unsupported("percentile() of anything but a percentile of a distribution", 0);
    }
    const { whole } = distribution(expression, context);
    return (end) => whole(bucketsIn(grid, end - aggregation.windowSeconds, end));
}

/** The length of a bucket: what rollup() asks for, or what Datadog takes for such a window. */
function stepOf(
    { aggregation }: MetricQuery,
    selectors: readonly MetricSelector[],
    index: EvidenceIndex,
    unsupported: Unsupported,
): number {
    const asked = [...new Set(selectors.map(rollupInterval))];
    const [first] = asked;
    if (asked.length > 1) {
        return unsupported("rollup() that differs between metrics", selectors[0]?.at ?? 0);
    }
    const interval = index.intervalOf(selectors.map(({ metric }) => metric));
    return first ?? rollupSeconds(aggregation.windowSeconds, interval);
}
