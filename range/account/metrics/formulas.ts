/** Graphs and single figures by formulas: the newer of the two ways to ask. */
import type { Grid } from "../../../datadog/monitors/data/grid";
import { measureOf } from "../../../datadog/monitors/evaluate/graphRanking";
import type { Rows, Source } from "../../../datadog/monitors/evaluate/rows";
import type { Telemetry } from "../telemetry/telemetry";
import {
    type Formula,
    type FormulaRequest,
    type MetricPart,
    type RecordPart,
    substituted,
} from "./formulaRequest";
import { fixedSource } from "./fixedSource";
import type { Graphs } from "./graphs";
import { recordSource } from "./recordSource";
import { unitsOf } from "./units";

export type Units = ReturnType<typeof unitsOf>;

export interface Drawn {
    readonly times: readonly number[];
    readonly formulas: readonly { readonly rows: Rows; readonly unit: Units }[];
}

export interface Figures {
    readonly by: readonly string[];
    readonly formulas: readonly {
        readonly name: string;
        readonly values: ReadonlyMap<string, number>;
        readonly unit: Units;
    }[];
}

export class Formulas {
    constructor(
        private readonly telemetry: Telemetry,
        private readonly graphs: Graphs,
    ) {}

    /** Points of all formulas, at the same times. */
    draw(request: FormulaRequest): Drawn {
        const texts = request.formulas.map(({ formula }) => inOneText(formula, request));
        const steps = texts.map((text) => this.graphs.stepOf(text, request));
        const stepSeconds = Math.max(...steps);
        const named = this.recordSources(request, this.telemetry.index.grid(stepSeconds));
        const graphs = texts.map((text) =>
            this.graphs.draw(text, { ...request, stepSeconds }, usedIn(text, named)),
        );
        return {
            times: graphs[0]?.times ?? [],
            formulas: graphs.map(({ rows }, at) => {
                const formula = request.formulas[at];
                return {
                    rows: formula === undefined ? rows : limited(rows, formula),
                    unit: unitOf(formula?.formula ?? "", request),
                };
            }),
        };
    }

    /** One figure of each group: queries come down to one before the formula is calculated. */
    figures(request: FormulaRequest): Figures {
        const { from, until } = request;
        const grid = { stepSeconds: until - from, from, buckets: 1 };
        const named = new Map([
            ...this.recordSources(request, grid),
            ...[...request.parts].flatMap(([name, part]) =>
                part.data_source === "metrics"
                    ? [[name, this.scalarSource(part, request)] as const]
                    : [],
            ),
        ]);
        const drawn = request.formulas.map((formula) => {
            const text = substituted(formula.formula, (name) =>
                named.has(name) ? `${name}{*}` : undefined,
            );
            const { by, rows } = this.graphs.calculate(text, grid, named);
            return { by, rows: limited(rows, formula), name: formula.formula };
        });
        const by = drawn.map((one) => one.by).find((keys) => keys.length > 0) ?? [];
        return {
            by,
            formulas: drawn.map(({ rows, name }) => ({
                name,
                values: new Map([...rows].map(([group, [value = Number.NaN]]) => [group, value])),
                unit: unitOf(name, request),
            })),
        };
    }

    private recordSources(request: FormulaRequest, grid: Grid): Map<string, Source> {
        return new Map(
            [...request.parts].flatMap(([name, part]) =>
                part.data_source === "metrics"
                    ? []
                    : [[name, recordSource(this.telemetry, part, grid, request)] as const],
            ),
        );
    }

    private scalarSource({ query, aggregator }: MetricPart, request: FormulaRequest): Source {
        const { by, rows } = this.graphs.draw(query, request);
        return fixedSource(by, rows, (empty, row) => empty.fill(measureOf(row, aggregator)));
    }
}

/** Metric queries take the place of their names; what is searched keeps its name, as a metric. */
function inOneText(formula: string, { parts }: FormulaRequest): string {
    return substituted(formula, (name) => {
        const part = parts.get(name);
        return part === undefined ? undefined : textOf(name, part);
    });
}

function textOf(name: string, part: MetricPart | RecordPart): string {
    return part.data_source === "metrics" ? `(${part.query})` : `${name}{*}`;
}

/** Undefined where none is: such a query is kept. */
function usedIn(
    text: string,
    named: ReadonlyMap<string, Source>,
): ReadonlyMap<string, Source> | undefined {
    return [...named.keys()].some((name) => text.includes(`${name}{*}`)) ? named : undefined;
}

function limited(rows: Rows, { limit }: Formula): Rows {
    if (limit?.count === undefined) {
        return rows;
    }
    const sign = limit.order === "desc" ? -1 : 1;
    const measured = [...rows].toSorted(
        ([, one], [, other]) => sign * (measureOf(one, "avg") - measureOf(other, "avg")),
    );
    return new Map(measured.slice(0, limit.count));
}

/** Only a query that stands alone has the unit of its metric. */
function unitOf(formula: string, { parts }: FormulaRequest): Units {
    const part = parts.get(formula.trim());
    const metric =
        part?.data_source === "metrics" ? /[\w.]+(?=\{)/.exec(part.query)?.[0] : undefined;
    return metric === undefined ? [null, null] : unitsOf(metric);
}
