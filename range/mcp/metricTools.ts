/** Tools for metrics. */
import { z } from "zod";

import { secondsOf } from "../../datadog/query/windows";
import type { Api } from "./api";
import { times, tool, type Tool } from "./tool";

const drawn = z.looseObject({
    data: z.looseObject({
        attributes: z.looseObject({
            series: z.array(z.looseObject({ group_tags: z.array(z.string()) })),
            times: z.array(z.number()),
            values: z.array(z.array(z.number().nullable())),
        }),
    }),
});

/** Points of each group, gaps left out, and the figures that one asks for first. */
function told(answer: unknown): readonly object[] {
    const { series, times: moments, values } = drawn.parse(answer).data.attributes;
    return series.map(({ group_tags: group }, at) => {
        const points = (values[at] ?? []).flatMap((value, position) => {
            const time = moments[position];
            return value === null || time === undefined
                ? []
                : [[new Date(time).toISOString(), Number(value.toPrecision(6))] as const];
        });
        const numbers = points.map(([, value]) => value);
        const sum = numbers.reduce((total, value) => total + value, 0);
        return {
            group,
            min: Math.min(...numbers),
            max: Math.max(...numbers),
            avg: Number((sum / numbers.length).toPrecision(6)),
            last: numbers.at(-1),
            points,
        };
    });
}

/** Queries of metrics take milliseconds only. */
function milliseconds(text: string): number {
    const ago = text === "now" ? 0 : secondsOf(/^now-(.+)$/.exec(text)?.[1] ?? "");
    if (ago !== undefined) {
        return Date.now() - ago * 1000;
    }
    const time = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
    if (Number.isNaN(time)) {
        throw new Error(`"${text}" is no time: "now-15m", ISO 8601 or milliseconds`);
    }
    return time;
}

export const metricTools: readonly Tool[] = [
    tool({
        name: "get_datadog_metric",
        description:
            "Queries metrics: points of each group over time. Like avg:kubernetes.cpu.usage.total" +
            "{kube_deployment:front-end} by {pod_name}.",
        parameters: {
            queries: z.array(z.string()).min(1).describe("Metric queries, each on its own"),
            formulas: z
                .array(z.string())
                .optional()
                .describe("Over the queries, which are called query1, query2 …"),
            ...times,
            interval: z.int().positive().optional().describe("Seconds between points, at least"),
        },
        call: async (api, { queries, formulas, from, to, interval }) =>
            told(
                await api.post("/api/v2/query/timeseries", {
                    data: {
                        type: "timeseries_request",
                        attributes: {
                            ...{ from: milliseconds(from), to: milliseconds(to) },
                            ...(interval !== undefined && { interval: interval * 1000 }),
                            ...(formulas !== undefined && {
                                formulas: formulas.map((formula) => ({ formula })),
                            }),
                            queries: queries.map((text, at) => ({
                                ...{ data_source: "metrics", name: `query${at + 1}` },
                                query: text,
                            })),
                        },
                    },
                }),
            ),
    }),
    tool({
        name: "get_datadog_metric_context",
        description: "What a metric is: its type and unit, and the tags that it has, with values.",
        parameters: { metric_name: z.string() },
        call: async (api: Api, { metric_name: name }) => {
            const path = encodeURIComponent(name);
            const [metadata, tags] = await Promise.all([
                api.get(`/api/v1/metrics/${path}`),
                api.get(`/api/v2/metrics/${path}/all-tags`),
            ]);
            return { metadata, tags };
        },
    }),
    tool({
        name: "search_datadog_metrics",
        description: "Names of the metrics that have reported.",
        parameters: {
            from: times.from.default("now-1d"),
            query: z.string().default("").describe("A part of the name"),
            tag_filter: z.string().optional().describe("Like kube_deployment:front-end"),
        },
        call: async (api, { query: part, tag_filter: tag, from }) => {
            const since = Math.floor(milliseconds(from) / 1000);
            const answer = await api.get("/api/v1/metrics", { from: since, tag_filter: tag });
            const { metrics } = z.looseObject({ metrics: z.array(z.string()) }).parse(answer);
            return metrics.filter((name) => name.includes(part));
        },
    }),
];
