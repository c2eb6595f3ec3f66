import assert from "node:assert/strict";

import { parseMetricExpression } from "../../../../datadog/query/parse";

const tag = (key: string, value: string, at: number): object => ({ kind: "tag", key, value, at });

describe("a selector", () => {
    const selector = (text: string): unknown => {
        const expression = parseMetricExpression(text);
        assert.ok(expression.kind === "selector");
        return expression;
    };
    const filterOf = (filter: string): unknown =>
        (selector(`avg:m{${filter}}`) as { filter: unknown }).filter;

    it("may have modifiers after its groups", () => {
        const { modifiers, by } = selector(
            "sum:m{*} by {a,b}.as_count().fill(null).rollup(sum, 60)",
        ) as { modifiers: readonly { name: string; arguments: string[] }[]; by: string[] };
        assert.deepEqual(
            modifiers.map((one) => [one.name, ...one.arguments]),
            [["as_count"], ["fill", "null"], ["rollup", "sum", "60"]],
        );
        assert.deepEqual(by, ["a", "b"]);
    });

    it("may go without an aggregator, as graphs do", () => {
        assert.equal((selector("m{*}") as { aggregator: unknown }).aggregator, undefined);
    });

    it("filters by a list with commas and exclamation marks", () => {
        assert.deepEqual(filterOf("a:b,!c:d*"), {
            kind: "and",
            operands: [tag("a", "b", 6), { kind: "not", operand: tag("c", "d*", 11) }],
        });
        assert.deepEqual(filterOf("*"), { kind: "everything" });
        assert.deepEqual(filterOf("kube_deployment:*"), tag("kube_deployment", "*", 6));
    });

    it("filters by AND, OR, NOT and IN, large or small", () => {
        assert.deepEqual(filterOf("a:b AND (c:d OR NOT e:f) AND g NOT IN (x, y)"), {
            kind: "and",
            operands: [
                tag("a", "b", 6),
                {
                    kind: "or",
                    operands: [tag("c", "d", 15), { kind: "not", operand: tag("e", "f", 26) }],
                },
                {
                    kind: "not",
                    operand: { kind: "in", key: "g", values: ["x", "y"], at: 35 },
                },
            ],
        });
        assert.deepEqual(filterOf("g in (x)"), { kind: "in", key: "g", values: ["x"], at: 6 });
        assert.deepEqual(filterOf("not a:b"), { kind: "not", operand: tag("a", "b", 10) });
    });

    it("takes words that only look like operators for tags", () => {
        assert.deepEqual(filterOf("not-ready:true,order:and"), {
            kind: "and",
            operands: [tag("not-ready", "true", 6), tag("order", "and", 21)],
        });
    });

    it("takes values with colons, slashes and dots", () => {
        assert.deepEqual(filterOf("image:quay.io/a/b:1.2"), tag("image", "quay.io/a/b:1.2", 6));
    });
});
