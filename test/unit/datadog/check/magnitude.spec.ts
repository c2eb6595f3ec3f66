import assert from "node:assert/strict";

import { type Magnitude, magnitudeOf, UnitMismatch } from "../../../../datadog/check/magnitude";
import { parseMetricExpression } from "../../../../datadog/query/parse";

const of = (text: string): Magnitude | undefined => magnitudeOf(parseMetricExpression(text));

/** The dimensions and the scale of an expression, and whether it is a share. */
function unit(text: string): readonly unknown[] {
    const magnitude = of(text);
    assert.ok(magnitude?.kind === "quantity", text);
    const { dimensions, scale, isFraction = false } = magnitude;
    return [dimensions, Number(scale.toPrecision(9)), isFraction];
}

const usage = "sum:kubernetes.cpu.usage.total{*}";
const limits = "sum:kubernetes.cpu.limits{*}";
const seconds = "avg:sockshop.request_duration_seconds{*}";
const milliseconds = "avg:sockshop.response_time{*}";
const time = "sum:sockshop.request_duration_seconds.sum{*}";
const memory = "max:kubernetes.memory.working_set{*}";

describe("the unit of an expression", () => {
    for (const [text, expected] of [
        [usage, [{ core: 1 }, 1e-9, false]],
        [limits, [{ core: 1 }, 1, false]],
        ["max:kubernetes.memory.usage_pct{*}", [{}, 1, true]],
        // Functions keep it; a count of values has none.
        [`monotonic_diff(default_zero(${memory}))`, [{ byte: 1 }, 1, false]],
        ["count:sockshop.response_time{*}", [{}, 1, false]],
        // As a rate, a count of seconds is a mere number, and one of requests is per second.
        [`${time}.as_rate()`, [{}, 1, false]],
        [`${time}.as_count()`, [{ second: 1 }, 1, false]],
        ["sum:sockshop.request_duration_seconds.count{*}.as_rate()", [{ second: -1 }, 1, false]],
        // What is no count is not changed by it.
        [`${memory}.as_rate()`, [{ byte: 1 }, 1, false]],
        // Numbers move the scale.
        [`${limits} * 1000`, [{ core: 1 }, 1e-3, false]],
        [`1000 * ${limits}`, [{ core: 1 }, 1e-3, false]],
        [`${limits} / 1000`, [{ core: 1 }, 1000, false]],
        [`1000 / ${limits}`, [{ core: -1 }, 1e-3, false]],
        [`${limits} * (10 * 100)`, [{ core: 1 }, 1e-3, false]],
        [`${limits} * (1000 / 10)`, [{ core: 1 }, 0.01, false]],
        // Two quantities of one kind make a share, if divided.
        [`${usage} / ${limits}`, [{}, 1e-9, true]],
        [`${usage} / (${limits} * 1000000000)`, [{}, 1, true]],
        [`100 * ${usage} / (${limits} * 1000000000)`, [{}, 0.01, true]],
        [`100 * (${usage} / (${limits} * 1000000000))`, [{}, 0.01, true]],
        [`1 / (${limits} / ${limits})`, [{}, 1, false]],
        [`${usage} * ${limits}`, [{ core: 2 }, 1e-9, false]],
        [`${usage} * (1 / ${limits})`, [{}, 1e-9, false]],
        [`${memory} / ${limits}`, [{ byte: 1, core: -1 }, 1, false]],
        // Sums keep it, with numbers and with each other.
        [`${memory} + ${memory}`, [{ byte: 1 }, 1, false]],
        [`${memory} - 5`, [{ byte: 1 }, 1, false]],
        [`5 + ${memory}`, [{ byte: 1 }, 1, false]],
        [`${seconds} * 1000 + ${milliseconds}`, [{ second: 1 }, 1e-3, false]],
    ] as const) {
        it(`${text} is known`, () => {
            assert.deepEqual(unit(text), expected);
        });
    }

    it("is that of a constant where only numbers are", () => {
        assert.deepEqual(of("2 * 3 / 4"), { kind: "constant", value: 1.5 });
    });

    it("is unknown with a metric that nobody emits", () => {
        assert.equal(of(`${usage} / sum:no.such.metric{*}`), undefined);
        assert.equal(of(`sum:no.such.metric{*} / ${usage}`), undefined);
    });

    it("does not exist for sums of different units", () => {
        for (const text of [
            `${seconds} + ${milliseconds}`,
            `${usage} - ${limits}`,
            `${memory} + ${limits}`,
        ]) {
            assert.throws(() => of(text), UnitMismatch, text);
        }
    });
});
