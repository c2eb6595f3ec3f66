/** What v2 asks for: queries of metrics, logs and events, and formulas over them. */
import { z } from "zod";

import type { RangeClock } from "../../clock";
import { type Fields, refusal } from "../http/exchange";
import { aggregations } from "../reading/figures";

const metricQuery = z.looseObject({
    data_source: z.literal("metrics"),
    name: z.string().optional(),
    query: z.string(),
    aggregator: z.string().default("avg"),
});

const recordQuery = z.looseObject({
    data_source: z.enum(["logs", "events"]),
    name: z.string().optional(),
    search: z.looseObject({ query: z.string().default("*") }).default({ query: "*" }),
    compute: z.looseObject({
        aggregation: z.enum(aggregations),
        metric: z.string().optional(),
        interval: z.number().optional(),
    }),
    group_by: z
        .array(z.looseObject({ facet: z.string(), limit: z.int().min(1).default(10) }))
        .default([]),
});

const request = z.looseObject({
    data: z.looseObject({
        attributes: z.looseObject({
            from: z.number(),
            to: z.number(),
            interval: z.number().positive().optional(),
            formulas: z
                .array(
                    z.looseObject({
                        formula: z.string(),
                        limit: z
                            .looseObject({
                                count: z.int().min(1).optional(),
                                order: z.enum(["asc", "desc"]).default("desc"),
                            })
                            .optional(),
                    }),
                )
                .optional(),
            queries: z
                .array(z.discriminatedUnion("data_source", [metricQuery, recordQuery]))
                .min(1),
        }),
    }),
});

export type MetricPart = z.output<typeof metricQuery>;
export type RecordPart = z.output<typeof recordQuery>;

export interface Formula {
    readonly formula: string;
    readonly limit?: { readonly count?: number | undefined; readonly order: "asc" | "desc" };
}

/** Times are the world's. */
export interface FormulaRequest {
    readonly from: number;
    readonly until: number;
    /** At least so many seconds between two points; undefined: as suits the span. */
    readonly stepSeconds: number | undefined;
    readonly formulas: readonly Formula[];
    readonly parts: ReadonlyMap<string, MetricPart | RecordPart>;
}

/** Without formulas each query is one of its own. */
export function formulaRequest(body: Fields, clock: RangeClock): FormulaRequest {
    const { from, to, interval, queries, formulas } = request.parse(body).data.attributes;
    const until = clock.toWorld(Math.min(to / 1000, clock.wallSeconds()));
    if (from >= to) {
        throw refusal(400, "from must be before to");
    }
    const parts = new Map(queries.map((query, at) => [query.name ?? `query${at + 1}`, query]));
    return {
        from: clock.toWorld(from / 1000),
        until,
        stepSeconds:
            interval === undefined ? undefined : Math.ceil((interval / 1000) * clock.speed),
        formulas: formulas ?? [...parts.keys()].map((formula) => ({ formula })),
        parts,
    };
}

/** The formula with each name replaced by what stands for it. */
export function substituted(formula: string, textOf: (name: string) => string | undefined): string {
    return formula.replace(/[A-Za-z_]\w*(?!\w*\s*\()/g, (name, at: number) => {
        const isText = (formula.slice(0, at).split("'").length - 1) % 2 === 1;
        return isText ? name : (textOf(name) ?? unknownName(formula, name, at));
    });
}

function unknownName(formula: string, name: string, at: number): string {
    throw refusal(
        400,
        `Formula uses ${name}, which is none of its queries, at character ${at + 1} of: ` +
            `${formula.slice(0, at)} >>> ${formula.slice(at)}`,
    );
}
