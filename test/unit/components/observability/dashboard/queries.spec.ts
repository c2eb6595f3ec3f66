import assert from "node:assert/strict";

import { latencySources } from "../../../../../components/settings/datadog";
import { isRefused } from "../../../../../datadog/check/finding";
import { checkGraph, checkView, type Widget } from "../../../../../datadog/check/monitor";
import type { SearchKind } from "../../../../../datadog/check/search";
import { dashboardBody } from "../../../../../components/observability/dashboard/body";
import { templateVariables } from "../../../../../components/observability/dashboard/variables";
import { context } from "../scope";
import { dashboardScope, type InnerWidget, innerWidgets } from "./scopes";

interface Query {
    readonly data_source: string;
    readonly name: string;
    readonly query?: string;
    readonly query_string?: string;
    readonly search?: { readonly query: string };
}

interface Request {
    readonly queries?: readonly Query[];
    readonly query?: Query;
    readonly formulas?: readonly { readonly formula: string }[];
}

/** A query as Datadog runs it, the template variables filled in with their defaults. */
function filledIn(query: string): string {
    return templateVariables.reduce(
        (text, { name, prefix, defaults }) =>
            text.replaceAll(`$${name}`, `${prefix}:${defaults[0] ?? ""}`),
        query,
    );
}

/** The expressions of a graph: its formulas with the queries in the place of their names. */
function expressionsOf({ queries = [], formulas = [] }: Request): readonly string[] {
    const texts = new Map(queries.map(({ name, query }) => [name, filledIn(query ?? "")]));
    return formulas.map(({ formula }) =>
        formula.replace(/query\d+/g, (name) => texts.get(name) ?? `no query ${name}`),
    );
}

const searchKinds: Readonly<Record<string, SearchKind>> = {
    logs_stream: "logs",
    logs_pattern_stream: "logs",
    event_stream: "events",
};

function findingsOf({ type, definition }: InnerWidget): readonly unknown[] {
    const requests = (definition.requests ?? []) as readonly Request[];
    const searches = requests.flatMap(({ query }) =>
        query?.query_string === undefined || searchKinds[query.data_source] === undefined
            ? []
            : checkView(query.query_string, searchKinds[query.data_source] ?? "logs", context),
    );
    const logs = requests.flatMap(({ queries = [] }) =>
        queries.flatMap(({ search }) =>
            search === undefined ? [] : checkView(search.query, "logs", context),
        ),
    );
    const graphs = requests
        .filter(({ queries = [] }) => queries.every((one) => one.data_source === "metrics"))
        .flatMap(expressionsOf)
        .flatMap((text) => checkGraph(text, type as Widget, context));
    const overlays = ((definition.events ?? []) as readonly { readonly q: string }[]).flatMap(
        ({ q }) => checkView(q, "events", context),
    );
    return [...searches, ...logs, ...graphs, ...overlays].filter(isRefused);
}

for (const source of latencySources) {
    describe(`the dashboard with response times from ${source}`, () => {
        const widgets = innerWidgets(dashboardBody(dashboardScope(source)));

        for (const widget of widgets) {
            it(`can show "${widget.title}"`, () => {
                assert.deepEqual(findingsOf(widget), []);
            });
        }

        it("has an expression or a search in every widget that draws or lists", () => {
            for (const { type, title, definition } of widgets) {
                const requests = (definition.requests ?? []) as readonly Request[];
                const texts = requests.flatMap((one) => [
                    ...expressionsOf(one),
                    ...(one.query?.query_string === undefined ? [] : [one.query.query_string]),
                ]);
                assert.ok(type === "manage_status" || texts.length > 0, title);
                assert.ok(!texts.some((text) => /no query|\$/.test(text)), title);
            }
        });
    });
}

describe("what the check says of a dashboard", () => {
    it("includes a query value by pod, and a metric that nobody sends", () => {
        const [first] = innerWidgets(dashboardBody(dashboardScope()));
        assert.ok(first);
        const broken = (type: string, query: string): readonly unknown[] =>
            findingsOf({
                ...first,
                type,
                definition: {
                    requests: [
                        {
                            queries: [{ data_source: "metrics", name: "query1", query }],
                            formulas: [{ formula: "query1" }],
                        },
                    ],
                },
            });
        const restarts = "sum:kubernetes.containers.restarts{kube_namespace:x} by {pod_name}";
        assert.equal(broken("query_value", restarts).length, 1);
        assert.equal(broken("toplist", restarts).length, 0);
        assert.ok(broken("timeseries", "avg:no.such.metric{kube_namespace:x}").length > 0);
    });
});
