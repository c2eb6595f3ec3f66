/** How well an objective of good events among all was kept. */
import { printMetricExpression } from "../../../datadog/query/print";
import { selectorsOf } from "../../../datadog/query/walk";
import type { RangeClock } from "../../clock";
import type { Fields } from "../http/exchange";
import type { Graphs } from "../metrics/graphs";
import { unitsOf } from "../metrics/units";
import { milliseconds } from "../reading/times";
import type { Span } from "./sloTimeline";

export interface Ratio {
    /** Percent; undefined where nothing happened, which the API calls N/A. */
    readonly sli: number | undefined;
    readonly by: readonly string[];
    readonly groups: ReadonlyMap<string, number | undefined>;
    /** Both queries drawn, as the API has them. */
    readonly series: Fields;
}

export interface RatioQuery {
    readonly numerator: string;
    readonly denominator: string;
}

export function ratioOf(
    graphs: Graphs,
    { numerator, denominator }: RatioQuery,
    span: Span,
    clock: RangeClock,
): Ratio {
    const stepSeconds = Math.max(graphs.stepOf(numerator, span), graphs.stepOf(denominator, span));
    const drawn = (text: string): Drawn => {
        const { by, rows, times } = graphs.draw(text, { ...span, stepSeconds });
        const sums = new Map([...rows].map(([group, row]) => [group, sumOf(row)]));
        const values = times.map((_, at) => sumOf([...rows.values()].map((row) => row[at] ?? 0)));
        return { text, by, times, rows, sums, values, sum: sumOf(values) };
    };
    const [good, all] = [drawn(numerator), drawn(denominator)];
    const percent = (part: number, whole: number): number | undefined =>
        whole === 0 ? undefined : (100 * part) / whole;
    return {
        sli: percent(good.sum, all.sum),
        by: all.by,
        groups: new Map(
            [...all.sums].map(([group, sum]) => [group, percent(good.sums.get(group) ?? 0, sum)]),
        ),
        series: {
            ...{
                numerator: drawnFields(graphs, good, 0),
                denominator: drawnFields(graphs, all, 1),
            },
            query: `${numerator}, ${denominator}`,
            ...{ res_type: "time_series", resp_version: 2, message: "" },
            interval: Math.max(1, Math.round(stepSeconds / clock.speed)),
            times: all.times.map((time) => milliseconds(clock, time)),
        },
    };
}

interface Drawn {
    readonly text: string;
    readonly by: readonly string[];
    readonly times: readonly number[];
    readonly rows: ReadonlyMap<string, Float64Array>;
    readonly sums: ReadonlyMap<string, number>;
    readonly values: readonly number[];
    readonly sum: number;
}

function drawnFields(graphs: Graphs, { text, rows, values, sum }: Drawn, at: number): Fields {
    const expression = graphs.parse(text);
    const selectors = selectorsOf(expression).map(({ selector }) => selector);
    const [first] = selectors;
    return {
        count: [...rows.values()].reduce((count, row) => count + row.filter(isThere).length, 0),
        ...{ sum, values },
        metadata: {
            aggr: first?.aggregator ?? "sum",
            expression: printMetricExpression(expression),
            metric: first?.metric ?? "",
            query_index: at,
            scope: "*",
            unit: selectors.length === 1 && first !== undefined ? unitsOf(first.metric) : null,
        },
    };
}

const isThere = (value: number): boolean => !Number.isNaN(value);

function sumOf(values: Iterable<number>): number {
    return [...values].filter(isThere).reduce((sum, value) => sum + value, 0);
}
