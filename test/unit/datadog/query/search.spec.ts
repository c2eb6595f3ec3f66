import assert from "node:assert/strict";

import { parseSearch } from "../../../../datadog/query/parse";

const text = (value: string, at: number, isQuoted = false): object => ({
    kind: "text",
    value,
    isQuoted,
    isFullText: false,
    at,
});
const field = (key: string, value: string, at: number): object => ({
    kind: "field",
    isAttribute: false,
    key,
    value: { kind: "text", value, isQuoted: false },
    at,
});

describe("a search", () => {
    const of = (search: string): unknown => parseSearch(search).expression;

    it("joins what stands side by side, and what OR separates", () => {
        assert.deepEqual(of('a:b (slow OR "slow query" OR *Error*)'), {
            kind: "and",
            operands: [
                field("a", "b", 0),
                {
                    kind: "or",
                    operands: [text("slow", 5), text("slow query", 13, true), text("*Error*", 29)],
                },
            ],
        });
    });

    it("excludes by a dash or NOT", () => {
        assert.deepEqual(of("-a:b NOT c"), {
            kind: "and",
            operands: [
                { kind: "not", operand: field("a", "b", 1) },
                { kind: "not", operand: text("c", 9) },
            ],
        });
    });

    it("compares attributes with numbers, ranges and lists", () => {
        const attribute = (key: string, value: object, at: number): object => ({
            kind: "field",
            isAttribute: true,
            key,
            value,
            at,
        });
        assert.deepEqual(of("@response_time:>1000"), {
            ...attribute("response_time", { kind: "comparison", operator: ">", value: 1000 }, 0),
        });
        assert.deepEqual(
            of("@http.status_code:[500 TO 599]"),
            attribute("http.status_code", { kind: "range", low: 500, high: 599 }, 0),
        );
        assert.deepEqual(of("service:(payment OR orders)"), {
            ...field("service", "", 0),
            value: {
                kind: "any",
                values: ["payment", "orders"].map((value) => ({
                    kind: "text",
                    value,
                    isQuoted: false,
                })),
            },
        });
    });

    it("keeps a quoted value apart from one with wildcards", () => {
        assert.deepEqual(of('pod:"front end*"'), {
            ...field("pod", "", 0),
            value: { kind: "text", value: "front end*", isQuoted: true },
        });
    });

    it("searches all attributes after *:, and unescapes what is escaped", () => {
        assert.deepEqual(of("*:OOM"), { ...text("OOM", 0), isFullText: true });
        assert.deepEqual(of("a\\:b"), text("a:b", 0));
        assert.deepEqual(of(""), { kind: "everything" });
    });

    it("marks where AND and OR stand side by side", () => {
        assert.equal(parseSearch("a:b (c OR d)").ambiguousAt, undefined);
        assert.equal(parseSearch("(a AND b) OR c").ambiguousAt, undefined);
        assert.equal(parseSearch("a AND b OR c").ambiguousAt, 8);
        assert.equal(parseSearch('x:y "slow" OR "late"').ambiguousAt, 11);
    });

    it("takes words that only begin like operators for words", () => {
        assert.deepEqual(of("ORDER ANDROID"), {
            kind: "and",
            operands: [text("ORDER", 0), text("ANDROID", 6)],
        });
    });
});
