import type { MetricExpression, MetricSelector } from "../../query/ast";
import { selectorsOf } from "../../query/walk";
import type { EvidenceIndex } from "../data/evidenceIndex";
import { bucketsIn, type Grid, rollupSeconds } from "../data/grid";
import { expressionSource } from "./expression";
import type { Unsupported } from "./metric";
import type { Rows, Source } from "./rows";
import { rollupInterval } from "./selector";

/*
 * Metric queries as graphs draw them: points of a span of time instead of one number a minute. The
 * sources are those of monitors; only graphs have functions that look along a row or rank groups.
 */

export interface GraphRequest {
    /** Seconds since the epoch; the end is left out. */
    readonly from: number;
    readonly until: number;
    /** The least length of a bucket in seconds; the length of the span decides when left out. */
    readonly stepSeconds?: number | undefined;
}

export interface Graph {
    readonly stepSeconds: number;
    /** Beginnings of the buckets, in seconds since the epoch. */
    readonly times: readonly number[];
    /** Keys that the groups are made of. */
    readonly by: readonly string[];
    /** By group, those without any point left out; NaN is a gap. */
    readonly rows: Rows;
}

/** A query made ready: it can be drawn over any span for which the step is right. */
export interface PreparedGraph {
    readonly grid: Grid;
    readonly source: Source;
}

/** The step of a query: what rollup() asks for, or what suits the span. */
export function graphStep(
    expression: MetricExpression,
    index: EvidenceIndex,
    { from, until, stepSeconds }: GraphRequest,
): number {
    const selectors = selectorsOf(expression).map(({ selector }) => selector);
    const asked = selectors
        .map((selector) => rollupInterval(selector))
        .filter((seconds) => seconds !== undefined);
    const interval = intervalOf(selectors, index);
    const fitting = stepSeconds === undefined ? rollupSeconds(until - from, interval) : interval;
    // Of several the coarsest: points of all have to fall into its buckets.
    return Math.max(1, stepSeconds ?? 0, ...(asked.length > 0 ? asked : [fitting]));
}

function intervalOf(selectors: readonly MetricSelector[], index: EvidenceIndex): number {
    return selectors.length === 0 ? 1 : index.intervalOf(selectors.map(({ metric }) => metric));
}

/** @param named sources that stand for a metric of that name */
export function preparedGraph(
    expression: MetricExpression,
    index: EvidenceIndex,
    grid: Grid,
    unsupported: Unsupported,
    named: ReadonlyMap<string, Source> = new Map(),
): PreparedGraph {
    const isAlone = selectorsOf(expression).length === 1;
    const context = { index, grid, isAlone, unsupported, isGraph: true, named };
    return { grid, source: expressionSource(expression, context) };
}

export function drawn({ grid, source }: PreparedGraph, { from, until }: GraphRequest): Graph {
    const range = bucketsIn(grid, from, until);
    const rows = source.rows(range, range.to);
    const length = Math.max(0, range.to - range.from);
    return {
        stepSeconds: grid.stepSeconds,
        times: Array.from({ length }, (_, at) => grid.from + (range.from + at) * grid.stepSeconds),
        by: source.by,
        rows: new Map([...rows].filter(([, row]) => row.some((value) => !Number.isNaN(value)))),
    };
}
