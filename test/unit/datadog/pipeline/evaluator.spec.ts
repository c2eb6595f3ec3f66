import assert from "node:assert/strict";

import { compileArithmetic } from "../../../../datadog/pipeline/arithmetic";
import { compileGrok } from "../../../../datadog/pipeline/grok";
import { logMatcher } from "../../../../datadog/pipeline/matchLog";
import type { Attributes } from "../../../../datadog/pipeline/processedLog";
import { statusOfLevel } from "../../../../datadog/pipeline/statusNames";

const grok = (rule: string, message: string, helpers: readonly string[] = []): unknown =>
    compileGrok({
        kind: "grok-parser",
        name: "test",
        samples: [],
        rules: [`rule ${rule}`],
        helpers,
    })(message);

describe("grok", () => {
    // Examples of the same kind as in Datadog's tests of its implementation for Vector.
    const cases: readonly (readonly [rule: string, message: string, attributes: unknown])[] = [
        ["%{number:x}", "-1.5", { x: -1.5 }],
        ["%{number:x}", ".5", { x: 0.5 }],
        ["%{number:x:scale(0.5)}", "10.0", { x: 5 }],
        ["%{integer:x}", "-2", { x: -2 }],
        ["%{integer:x}", "1.5", undefined],
        ["%{word:x} %{notSpace:y}", "a_1 b-c", { x: "a_1", y: "b-c" }],
        // A word begins where one begins.
        ["m%{word:x}", "mGET", undefined],
        // What a number has taken is not given back.
        ["%{number}5", "15", undefined],
        ["%{data:x}", "two\nlines", { x: "two\nlines" }],
        ["%{data:x}", "", {}],
        ["from end to end", "from end to end.", undefined],
        ['%{regex("[^ }]+"):x} .*', "a{b c", { x: "a{b" }],
        ['%{regex("\\\\d\\"")}', '1"', {}],
        ["(%{integer:n}|%{word:w})", "abc", { w: "abc" }],
        ["%{_pair}", "a=1", { k: "a", v: 1 }],
    ];
    for (const [rule, message, attributes] of cases) {
        it(`${rule} on ${JSON.stringify(message)}`, () => {
            const helpers = ["_key %{word:k}", "_pair %{_key}=%{integer:v}"];
            assert.deepEqual(grok(rule, message, helpers), attributes);
        });
    }

    it("takes the first rule that matches, and no other", () => {
        const parse = compileGrok({
            kind: "grok-parser",
            name: "test",
            samples: [],
            rules: ["one %{integer:n}", "two %{integer:n} %{word:w}", "three %{data:rest}"],
            helpers: [],
        });
        assert.deepEqual(parse("1 a"), { n: 1, w: "a" });
        assert.deepEqual(parse("a 1"), { rest: "a 1" });
    });

    it("refuses what it does not know, and names what it knows", () => {
        assert.throws(() => grok("%{duration:x}", ""), /"duration".*known are data.*helper rules/);
        assert.throws(() => grok("%{number:x:round()}", ""), /"round\(\)".*scale\(factor\)/);
        assert.throws(() => grok("%{regex(x):y}", ""), /not understood: %\{regex\(x\)/);
        assert.throws(() => grok("%{_h:x}", "", ["_h a"]), /names its attributes itself/);
    });
});

describe("a formula", () => {
    const value = (formula: string, attributes: Attributes): number | undefined =>
        compileArithmetic(formula)(attributes);

    it("adds, subtracts and multiplies", () => {
        assert.equal(value("a * 60 + b.c - 2 * b.c", { a: 2, "b.c": 5 }), 115);
        assert.equal(value("- a", { a: 2 }), -2);
    });

    it("is skipped when an attribute is missing or is text", () => {
        assert.equal(value("a + b", { a: 1 }), undefined);
        assert.equal(value("a + b", { a: 1, b: "2" }), undefined);
    });

    it("is refused when it is something else", () => {
        assert.throws(() => value("a / b", {}), /"a \/ b".*neither a number nor an attribute/);
        assert.throws(() => value("(a)", {}), /neither/);
    });
});

describe("a search finds a log", () => {
    const finds = (search: string, message = "Unable to create order due to x."): boolean =>
        logMatcher(search)({
            time: 0,
            message,
            status: "error",
            service: "orders",
            tags: { kube_container_name: "orders", kube_namespace: "sock-shop" },
            attributes: { "http.status_code": 500, level: "ERROR" },
        });

    const cases: readonly (readonly [search: string, isFound: boolean])[] = [
        ["*", true],
        ['"create order"', true],
        ['"CREATE ORDER"', true],
        ['"create orders"', false],
        ['"reate order"', false],
        ["unable order", true],
        ["unable orders", false],
        ["creat*", true],
        ["creat", false],
        ["-unable", false],
        ["NOT orders", true],
        ["payment OR unable", true],
        ["kube_container_name:orders", true],
        ["kube_container_name:order", false],
        ["kube_container_name:ord*", true],
        ["kube_container_name:(carts OR orders)", true],
        ["pod_name:*", false],
        ["status:error service:orders", true],
        ["status:info", false],
        ["@http.status_code:500", true],
        ["@http.status_code:>=500", true],
        ["@http.status_code:>500", false],
        ["@http.status_code:[400 TO 499]", false],
        ["@http.status_code:<501 @level:ERROR", true],
        ["@level:error", false],
        ["@level:>1", false],
        ["@response_time:>=0", false],
        ["-@response_time:*", true],
        ["ERROR", false],
        ["*:ERROR", true],
    ];
    for (const [search, isFound] of cases) {
        it(`${search}: ${isFound ? "yes" : "no"}`, () => {
            assert.equal(finds(search), isFound);
        });
    }
});

describe("the status of a level", () => {
    it("goes by its beginning, as Datadog lists it", () => {
        const levels =
            "FATAL emergency alert CRITICAL ERR Error WARNING notice info DEBUG trace ok";
        assert.deepEqual(levels.split(" ").map(statusOfLevel), [
            ...["emergency", "emergency", "alert", "critical", "error", "error"],
            ...["warn", "notice", "info", "debug", "debug", "ok"],
        ]);
        assert.equal(statusOfLevel("http"), "info");
    });
});
