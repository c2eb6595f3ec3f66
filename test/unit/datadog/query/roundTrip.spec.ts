import assert from "node:assert/strict";

import * as fc from "fast-check";

import { latencySources } from "../../../../components/settings/datadog";
import {
    type CompositeExpression,
    comparators,
    type MetricExpression,
    type MonitorQuery,
    type TagFilter,
    timeAggregators,
} from "../../../../datadog/query/ast";
import { parseMonitorQuery } from "../../../../datadog/query/parse";
import { printComposite, printMonitorQuery } from "../../../../datadog/query/print";
import { monitorsIn, scopeWith } from "../../components/observability/scope";

/** The tree without positions, which printing may move. */
const bare = (query: unknown): unknown =>
    JSON.parse(
        JSON.stringify(query, (key, value: unknown) =>
            key === "at" || key === "thresholdAt" ? undefined : value,
        ),
    );

const name = fc.constantFrom("a", "kube_namespace", "pod_name", "x.y", "b-c");
const value = fc.constantFrom("v", "sock-shop", "front-*", "*", "1.2", "quay.io/a:b");
const condition: fc.Arbitrary<TagFilter> = fc.oneof(
    fc.record({ kind: fc.constant("tag" as const), key: name, value, at: fc.constant(0) }),
    fc.record({
        kind: fc.constant("in" as const),
        key: name,
        values: fc.array(value, { minLength: 1, maxLength: 3 }),
        at: fc.constant(0),
    }),
);

/** AND inside OR and the reverse, which takes parentheses; the same inside itself is one list. */
const filter: fc.Arbitrary<TagFilter> = fc.letrec<{
    and: TagFilter;
    or: TagFilter;
    one: TagFilter;
}>((tie) => ({
    one: fc.oneof(
        { maxDepth: 2 },
        condition,
        condition.map((operand) => ({ kind: "not" as const, operand })),
        tie("or").map((operand) => ({ kind: "not" as const, operand })),
    ),
    and: fc
        .array(fc.oneof({ maxDepth: 2 }, tie("one"), tie("or")), { minLength: 2, maxLength: 3 })
        .map((operands) => ({ kind: "and" as const, operands })),
    or: fc
        .array(fc.oneof({ maxDepth: 2 }, tie("one"), tie("and")), { minLength: 2, maxLength: 3 })
        .map((operands) => ({ kind: "or" as const, operands })),
})).and;

const expression: fc.Arbitrary<MetricExpression> = fc.letrec<{ any: MetricExpression }>((tie) => ({
    any: fc.oneof(
        { maxDepth: 3 },
        fc.record({
            kind: fc.constant("selector" as const),
            aggregator: fc.constantFrom("avg" as const, "sum" as const, "p95" as const, undefined),
            metric: fc.constantFrom("m", "kubernetes.cpu.limits"),
            filter: fc.oneof(filter, condition, fc.constant<TagFilter>({ kind: "everything" })),
            by: fc.uniqueArray(name, { maxLength: 2 }),
            modifiers: fc.constantFrom(
                [],
                [{ name: "as_count" as const, arguments: [], at: 0 }],
                [{ name: "rollup" as const, arguments: ["sum", "60"], at: 0 }],
            ),
            at: fc.constant(0),
        }),
        fc.record({
            kind: fc.constant("number" as const),
            value: fc.integer({ min: -1e9, max: 1e9 }),
            at: fc.constant(0),
        }),
        fc.record({
            kind: fc.constant("call" as const),
            ...{ argument: tie("any"), at: fc.constant(0) },
            name: fc.constantFrom("default_zero", "abs", "hour_before"),
            parameters: fc.constant([]),
        }),
        fc.record({
            kind: fc.constant("call" as const),
            ...{ argument: tie("any"), at: fc.constant(0) },
            name: fc.constantFrom("clamp_min", "timeshift", "default"),
            parameters: fc.constantFrom(["0"], ["-3600"]),
        }),
        fc.record({
            kind: fc.constant("call" as const),
            ...{ argument: tie("any"), at: fc.constant(0) },
            name: fc.constantFrom("anomalies", "top10_mean"),
            parameters: fc.constantFrom([], ["'basic'", "2", "direction='both'"]),
        }),
        fc.record({
            kind: fc.constant("arithmetic" as const),
            operator: fc.constantFrom("+" as const, "-" as const, "*" as const, "/" as const),
            left: tie("any"),
            right: tie("any"),
            at: fc.constant(0),
        }),
    ),
})).any;

const threshold = fc.oneof(fc.integer({ min: -1e6, max: 1e12 }), fc.constantFrom(0.05, 1e-7));
const windowSeconds = fc.constantFrom(60, 300, 5400, 86_400, 604_800);

const metricQuery: fc.Arbitrary<MonitorQuery> = fc.record({
    kind: fc.constant("metric" as const),
    aggregation: fc.oneof(
        fc.record({
            kind: fc.constant("window" as const),
            aggregator: fc.constantFrom(...timeAggregators),
            windowSeconds,
        }),
        fc.record({
            kind: fc.constant("change" as const),
            isRelative: fc.boolean(),
            aggregator: fc.constantFrom(...timeAggregators),
            windowSeconds,
            shiftSeconds: windowSeconds,
        }),
    ),
    expression,
    comparator: fc.constantFrom(...comparators),
    threshold,
    thresholdAt: fc.constant(0),
});

const composite: fc.Arbitrary<CompositeExpression> = fc.letrec<{
    and: CompositeExpression;
    or: CompositeExpression;
    one: CompositeExpression;
}>((tie) => {
    const monitor = fc.record({
        kind: fc.constant("monitor" as const),
        id: fc.constantFrom("a", "front-end-restarts", "12345"),
        at: fc.constant(0),
    });
    const list = (inner: "and" | "or"): fc.Arbitrary<CompositeExpression[]> =>
        fc.array(fc.oneof({ maxDepth: 2 }, tie("one"), tie(inner)), { minLength: 2, maxLength: 3 });
    return {
        one: fc.oneof(
            monitor,
            monitor.map((operand) => ({ kind: "not" as const, operand })),
            list("and").map((operands) => ({
                kind: "not" as const,
                operand: { kind: "or" as const, operands },
            })),
        ),
        and: list("or").map((operands) => ({ kind: "and" as const, operands })),
        or: list("and").map((operands) => ({ kind: "or" as const, operands })),
    };
}).or;

describe("printing and parsing a query", () => {
    it("are inverse for every metric query", () => {
        fc.assert(
            fc.property(metricQuery, (query) => {
                assert.deepEqual(bare(parseMonitorQuery(printMonitorQuery(query))), bare(query));
            }),
            { numRuns: 500 },
        );
    });

    it("are inverse for every condition of a composite", () => {
        fc.assert(
            fc.property(composite, (condition) => {
                const query = { kind: "composite" as const, expression: condition };
                assert.deepEqual(bare(parseMonitorQuery(printMonitorQuery(query))), bare(query));
            }),
        );
    });

    for (const source of latencySources) {
        for (const { id, query } of monitorsIn(scopeWith(source))) {
            it(`leave ${id} with response times from ${source} as it is`, () => {
                assert.equal(printMonitorQuery(parseMonitorQuery(query)), query);
            });
        }
    }

    it("keep quotes and backslashes of a search", () => {
        const query = 'logs("a \\"b \\\\: c\\" d:e").index("*").rollup("count").last("5m") > 1';
        assert.equal(printMonitorQuery(parseMonitorQuery(query)), query);
    });

    it("put Datadog's numbers in the place of catalogue ids", () => {
        const query = parseMonitorQuery("a && !(b-c || a)");
        assert.ok(query.kind === "composite");
        const numbers: Readonly<Record<string, string>> = { a: "11", "b-c": "22" };
        const printed = printComposite(query.expression, (id) => numbers[id] ?? "?");
        assert.equal(printed, "11 && !(22 || 11)");
    });
});
