import assert from "node:assert/strict";

import { EvidenceIndex } from "../../../../datadog/monitors/data/evidenceIndex";
import {
    drawn,
    graphStep,
    type GraphRequest,
    preparedGraph,
} from "../../../../datadog/monitors/evaluate/graph";
import { parseMetricExpression } from "../../../../datadog/query/parse";
import { distribution, evidence, series, start, times } from "./support/evidence";

const pods = ["a", "b", "c"].map((pod, at) =>
    series("m", [at + 1, at + 2, at + 4, undefined, at + 5], { tags: { pod } }),
);

const index = new EvidenceIndex(
    evidence({
        series: [
            ...pods,
            series("counter", [0, 15, 45, 5, 35]),
            series("long", times(600, 1)),
            series("slow", times(10, 2), { interval: 60 }),
        ],
        distributions: [distribution("d", [[1, 2, 3], [10]])],
        seconds: 9000,
    }),
);

/** Rows of the first so many seconds; gaps as null. */
function rowsOf(
    text: string,
    seconds = 75,
    request: Partial<GraphRequest> = {},
): Readonly<Record<string, readonly (number | null)[]>> {
    const expression = parseMetricExpression(text);
    const asked = { from: start, until: start + seconds, ...request };
    const grid = index.grid(graphStep(expression, index, asked));
    const unsupported = (construct: string): never => {
        throw new Error(`${construct} is not supported`);
    };
    const { rows } = drawn(preparedGraph(expression, index, grid, unsupported), asked);
    return Object.fromEntries(
        [...rows].map(([group, row]) => [
            group,
            [...row].map((value) => (Number.isNaN(value) ? null : Number(value.toFixed(4)))),
        ]),
    );
}

describe("a graph", () => {
    it("has a row for each group, and gaps where nothing was reported", () => {
        assert.deepEqual(rowsOf("avg:m{pod:a} by {pod}"), { "pod:a": [1, 2, 4, null, 5] });
        assert.deepEqual(Object.keys(rowsOf("avg:m{*} by {pod}")), ["pod:a", "pod:b", "pod:c"]);
        assert.deepEqual(rowsOf("avg:no.such{*}"), {});
    });

    it("draws distributions by any aggregator", () => {
        assert.deepEqual(rowsOf("count:d{*}", 30), { "*": [3, 1] });
        assert.deepEqual(rowsOf("max:d{*}", 30), { "*": [3, 10] });
    });

    it("is as coarse as its span is long, as rollup() says, or as it is asked to be", () => {
        const stepOf = (text: string, seconds: number, stepSeconds?: number): number =>
            graphStep(parseMetricExpression(text), index, {
                ...{ from: start, until: start + seconds, stepSeconds },
            });
        assert.equal(stepOf("avg:long{*}", 3600), 15);
        assert.equal(stepOf("avg:long{*}", 7200), 60);
        assert.equal(stepOf("avg:slow{*}", 600), 60);
        assert.equal(stepOf("avg:long{*}.rollup(sum, 30)", 600), 30);
        assert.equal(stepOf("avg:long{*}", 600, 120), 120);
        assert.equal(stepOf("avg:long{*}.rollup(sum, 30)", 600, 10), 30);
        assert.deepEqual(rowsOf("sum:long{*}.rollup(sum, 30)", 60), { "*": [2, 2] });
    });

    const functions: readonly (readonly [string, readonly (number | null)[]])[] = [
        ["diff(avg:counter{*})", [null, 15, 30, -40, 30]],
        ["derivative(avg:counter{*})", [null, 1, 2, -2.6667, 2]],
        ["dt(avg:counter{*})", [null, 15, 15, 15, 15]],
        ["per_second(avg:counter{*})", [null, 1, 2, null, 2]],
        ["per_minute(avg:counter{*})", [null, 60, 120, null, 120]],
        ["per_hour(avg:counter{*})", [null, 3600, 7200, null, 7200]],
        ["cumsum(avg:m{pod:a})", [1, 3, 7, null, 12]],
        ["integral(avg:m{pod:a})", [15, 45, 105, null, 180]],
        ["ewma_3(avg:m{pod:a})", [1, 1.5, 2.75, null, 3.875]],
        ["median_3(avg:counter{*})", [0, 0, 15, 15, 35]],
        ["moving_rollup(avg:counter{*}, 30, 'max')", [0, 15, 45, 45, 35]],
        ["count_not_null(avg:m{*} by {pod})", [3, 3, 3, 3, 3]],
        ["count_nonzero(avg:m{*} by {pod} - 2)", [2, 2, 3, 3, 3]],
        ["derivative(avg:m{pod:a})", [null, 0.0667, 0.1333, null, 0.0333]],
    ];
    for (const [text, expected] of functions) {
        it(`evaluates ${text}`, () => {
            assert.deepEqual(rowsOf(text), { "*": expected });
        });
    }

    const rankings: readonly (readonly [string, readonly string[]])[] = [
        ["top(avg:m{*} by {pod}, 2, 'mean', 'desc')", ["pod:c", "pod:b"]],
        ["top(avg:m{*} by {pod}, 1, 'last', 'asc')", ["pod:a"]],
        ["bottom2_max(avg:m{*} by {pod})", ["pod:a", "pod:b"]],
        ["top5(avg:m{*} by {pod})", ["pod:c", "pod:b", "pod:a"]],
        ["top_offset(avg:m{*} by {pod}, 1, 'mean', 'desc', 1)", ["pod:b"]],
    ];
    for (const [text, expected] of rankings) {
        it(`ranks by ${text}`, () => {
            assert.deepEqual(Object.keys(rowsOf(text)), expected);
        });
    }

    it("is refused for a function that nothing says how to compute", () => {
        assert.throws(() => rowsOf("anomalies(avg:m{*}, 'basic', 2)"), /anomalies\(\) is not/);
    });
});
