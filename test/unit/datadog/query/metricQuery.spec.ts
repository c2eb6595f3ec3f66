import assert from "node:assert/strict";

import type { MetricQuery } from "../../../../datadog/query/ast";
import { parseMetricExpression, parseMonitorQuery } from "../../../../datadog/query/parse";

function metric(text: string): MetricQuery {
    const query = parseMonitorQuery(text);
    assert.ok(query.kind === "metric", `${text} is read as ${query.kind}`);
    return query;
}

const tag = (key: string, value: string, at: number): object => ({ kind: "tag", key, value, at });

describe("a metric monitor's query", () => {
    it("has a window, an expression, a comparison and a threshold", () => {
        assert.deepEqual(metric("avg(last_5m):sum:a.b_c{x:y} by {pod_name} > 0.5"), {
            kind: "metric",
            aggregation: { kind: "window", aggregator: "avg", windowSeconds: 300 },
            expression: {
                kind: "selector",
                aggregator: "sum",
                metric: "a.b_c",
                filter: tag("x", "y", 23),
                by: ["pod_name"],
                modifiers: [],
                at: 13,
            },
            comparator: ">",
            threshold: 0.5,
            thresholdAt: 44,
        });
    });

    for (const [window, seconds] of [
        ["last_1m", 60],
        ["last_3m", 180],
        ["last_4h", 14_400],
        ["last_1d", 86_400],
        ["last_1w", 604_800],
    ] as const) {
        it(`knows the window ${window}`, () => {
            assert.equal(metric(`max(${window}):avg:m{*} > 1`).aggregation.windowSeconds, seconds);
        });
    }

    for (const comparator of [">", ">=", "<", "<=", "==", "!="]) {
        it(`compares with ${comparator}`, () => {
            assert.equal(metric(`max(last_1m):avg:m{*} ${comparator} 1`).comparator, comparator);
        });
    }

    for (const [text, value] of [
        ["0", 0],
        ["-50", -50],
        ["250000000", 250_000_000],
        ["0.05", 0.05],
        [".5", 0.5],
        ["1e9", 1e9],
    ] as const) {
        it(`takes ${text} as a threshold`, () => {
            assert.equal(metric(`max(last_1m):avg:m{*} > ${text}`).threshold, value);
        });
    }

    it("may look at the change against an earlier time, in both spellings", () => {
        const expected = {
            kind: "change",
            isRelative: false,
            aggregator: "max",
            windowSeconds: 600,
            shiftSeconds: 300,
        };
        for (const shift of ["5m_ago", "last_5m"]) {
            const { aggregation } = metric(`change(max(last_10m),${shift}):sum:m{*} > 0`);
            assert.deepEqual(aggregation, expected);
        }
        const relative = metric("pct_change(avg(last_1h), 1d_ago):sum:m{*} > 0").aggregation;
        assert.deepEqual(relative, {
            kind: "change",
            isRelative: true,
            aggregator: "avg",
            windowSeconds: 3600,
            shiftSeconds: 86_400,
        });
    });

    it("may ask for a percentile", () => {
        const { aggregation, expression } = metric("percentile(last_3m):p95:m{*} > 1");
        assert.equal(aggregation.aggregator, "percentile");
        assert.ok(expression.kind === "selector" && expression.aggregator === "p95");
        const finer = parseMetricExpression("p99.99:m{*}");
        assert.ok(finer.kind === "selector" && finer.aggregator === "p99.99");
    });
});

describe("arithmetic", () => {
    const shape = (text: string): unknown =>
        JSON.parse(
            JSON.stringify(parseMetricExpression(text), (key, value: unknown) =>
                ["at", "filter", "by", "modifiers", "kind", "aggregator"].includes(key)
                    ? undefined
                    : value,
            ),
        );
    const m = (metricName: string): object => ({ metric: metricName });

    it("binds products more tightly than sums, from left to right", () => {
        assert.deepEqual(shape("a{*} + b{*} * 2 - c{*} / d{*} / 4"), {
            operator: "-",
            left: {
                operator: "+",
                left: m("a"),
                right: { operator: "*", left: m("b"), right: { value: 2 } },
            },
            right: {
                operator: "/",
                left: { operator: "/", left: m("c"), right: m("d") },
                right: { value: 4 },
            },
        });
    });

    it("obeys parentheses", () => {
        assert.deepEqual(shape("a{*} / (b{*} * 1000000000)"), {
            operator: "/",
            left: m("a"),
            right: { operator: "*", left: m("b"), right: { value: 1e9 } },
        });
    });

    it("nests the functions default_zero, exclude_null and monotonic_diff", () => {
        assert.deepEqual(shape("monotonic_diff(default_zero(exclude_null(sum:a{*} by {x})))"), {
            name: "monotonic_diff",
            argument: {
                name: "default_zero",
                argument: { name: "exclude_null", argument: m("a"), parameters: [] },
                parameters: [],
            },
            parameters: [],
        });
    });

    it("keeps what functions take beside the metric, also of those that nobody evaluates", () => {
        const text = "anomalies(clamp_min(sum:a{*}, -1), 'basic', 2, direction='both')";
        assert.deepEqual(shape(text), {
            name: "anomalies",
            argument: { name: "clamp_min", argument: m("a"), parameters: ["-1"] },
            parameters: ["'basic'", "2", "direction='both'"],
        });
    });
});
