/** Graphs by the older of the two ways to ask for them. */
import type { MetricExpression } from "../../../datadog/query/ast";
import { printMetricExpression } from "../../../datadog/query/print";
import { commonTagsOf, selectorsOf } from "../../../datadog/query/walk";
import type { RangeClock } from "../../clock";
import type { Account } from "../account";
import { type Fields, ok, refusal } from "../http/exchange";
import { modelV1 } from "../http/models";
import { requiredNumber } from "../http/parameters";
import type { Route } from "../http/routes";
import { isoTime, milliseconds } from "../reading/times";
import type { Graphs } from "./graphs";
import { unitsOf } from "./units";

export function queryRoutes(account: Account, graphs: Graphs): readonly Route[] {
    return [
        {
            method: "GET",
            path: "/api/v1/query",
            response: modelV1("MetricsQueryResponse"),
            handle: ({ query }) => {
                const [from, to] = [requiredNumber(query, "from"), requiredNumber(query, "to")];
                const text = query.get("query") ?? "";
                if (text === "") {
                    throw refusal(400, "Missing required parameter: query");
                }
                if (from >= to) {
                    throw refusal(400, "Parameter from must be before to");
                }
                const { clock } = account;
                const until = clock.toWorld(Math.min(to, clock.wallSeconds()));
                const span = { from: clock.toWorld(from), until };
                const parts = queriesIn(text);
                return ok({
                    status: "ok",
                    res_type: "time_series",
                    resp_version: 1,
                    query: text,
                    from_date: from * 1000,
                    to_date: to * 1000,
                    series: parts.flatMap((part, at) => seriesOf(graphs, part, span, at, clock)),
                    values: [],
                    times: [],
                    message: droppedMessage(account, from),
                    group_by: groupingOf(graphs, parts),
                });
            },
        },
    ];
}

/** Said where a graph begins before what is kept. */
function droppedMessage({ telemetry, clock }: Account, from: number): string {
    const { metricsBefore } = telemetry.store.dropped;
    const since = metricsBefore && clock.toWall(metricsBefore);
    return since === undefined || from >= since
        ? ""
        : `The range keeps its last hours: there are no points before ${isoTime(since)}.`;
}

/** Several queries stand side by side, with commas between them. */
function queriesIn(text: string): readonly string[] {
    const parts: string[] = [];
    let [depth, start] = [0, 0];
    for (const { 0: mark, index } of text.matchAll(/[(){},]/g)) {
        if (mark !== ",") {
            depth += mark === "(" || mark === "{" ? 1 : -1;
        } else if (depth === 0) {
            parts.push(text.slice(start, index));
            start = index + 1;
        }
    }
    return [...parts, text.slice(start)].map((one) => one.trim());
}

function groupingOf(graphs: Graphs, parts: readonly string[]): readonly string[] {
    const keys = parts.flatMap((part) =>
        selectorsOf(graphs.parse(part)).flatMap(({ selector }) => selector.by),
    );
    return [...new Set(keys)];
}

function seriesOf(
    graphs: Graphs,
    text: string,
    span: { readonly from: number; readonly until: number },
    at: number,
    clock: RangeClock,
): readonly Fields[] {
    const expression = graphs.parse(text);
    const { rows, times, stepSeconds } = graphs.draw(text, span);
    // Whole seconds, as the models have it, also where points lie closer than that.
    const interval = Math.max(1, Math.round(stepSeconds / clock.speed));
    const named = namesOf(expression);
    return [...rows].map(([group, row]) => {
        const tags = group === "*" ? [] : group.split(",");
        const scope = [...new Set([...tags, ...named.scope])].join(",") || "*";
        const pointlist = [...row].flatMap((value, position) =>
            Number.isNaN(value) ? [] : [[milliseconds(clock, times[position] ?? 0), value]],
        );
        return {
            ...{ metric: named.metric, display_name: named.metric, query_index: at },
            ...{ scope, tag_set: tags, aggr: named.aggregator, unit: named.unit, pointlist },
            expression: named.expression(scope),
            interval,
            length: pointlist.length,
            start: pointlist[0]?.[0] ?? 0,
            end: (pointlist.at(-1)?.[0] ?? 0) + interval * 1000 - 1,
            attributes: {},
        };
    });
}

interface Names {
    readonly metric: string;
    readonly aggregator: string | null;
    readonly scope: readonly string[];
    readonly unit: readonly [Fields | null, Fields | null];
    readonly expression: (scope: string) => string;
}

/** Of more than one metric the whole expression is the name. */
function namesOf(expression: MetricExpression): Names {
    const selectors = selectorsOf(expression).map(({ selector }) => selector);
    const [first] = selectors;
    const scope = [
        ...new Set(
            selectors.flatMap(({ filter }) =>
                commonTagsOf(filter).map(({ key, value }) => `${key}:${value}`),
            ),
        ),
    ];
    const text = printMetricExpression(expression);
    if (expression.kind !== "selector" || first === undefined) {
        return {
            metric: text,
            aggregator: null,
            scope,
            unit:
                selectors.length === 1 && first !== undefined
                    ? unitsOf(first.metric)
                    : [null, null],
            expression: () => text,
        };
    }
    const { metric, aggregator = "avg" } = first;
    return {
        ...{ metric, aggregator, scope, unit: unitsOf(metric) },
        expression: (group) => `${aggregator}:${metric}{${group}}`,
    };
}
