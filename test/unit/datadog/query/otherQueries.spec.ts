import assert from "node:assert/strict";

import { parseMonitorQuery } from "../../../../datadog/query/parse";

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

describe("a log monitor's query", () => {
    it("has a search, an index, a rollup, groups, a window and a threshold", () => {
        assert.deepEqual(
            parseMonitorQuery(
                'logs("service:orders \\"IO error\\"").index("*").rollup("count")' +
                    '.by("service,host").last("5m") >= 5',
            ),
            {
                kind: "logs",
                search: {
                    expression: {
                        kind: "and",
                        operands: [field("service", "orders", 0), text("IO error", 15, true)],
                    },
                    ambiguousAt: undefined,
                },
                searchText: 'service:orders "IO error"',
                indexes: ["*"],
                rollup: "count",
                measure: undefined,
                by: ["service", "host"],
                windowSeconds: 300,
                comparator: ">=",
                threshold: 5,
                thresholdAt: 96,
            },
        );
    });

    it("may roll up a measure", () => {
        const query = parseMonitorQuery(
            'logs("*").index("main").rollup("avg", "@response_time").last("1h") > 1000',
        );
        assert.ok(query.kind === "logs");
        assert.deepEqual(
            [query.rollup, query.measure, query.indexes, query.windowSeconds],
            ["avg", "@response_time", ["main"], 3600],
        );
        assert.deepEqual(query.search.expression, { kind: "everything" });
    });
});

describe("an event monitor's query", () => {
    it("is a search without an index", () => {
        const query = parseMonitorQuery(
            'events("source:kubernetes event_reason:BackOff").rollup("count").last("10m") > 0',
        );
        assert.ok(query.kind === "events");
        assert.deepEqual(query.indexes, []);
        assert.equal(query.searchText, "source:kubernetes event_reason:BackOff");
    });
});

describe("a composite's query", () => {
    const monitor = (id: string, at: number): object => ({ kind: "monitor", id, at });

    it("joins monitors by !, && and ||, the first the tightest", () => {
        assert.deepEqual(parseMonitorQuery("a-1 && !b || 12345"), {
            kind: "composite",
            expression: {
                kind: "or",
                operands: [
                    {
                        kind: "and",
                        operands: [monitor("a-1", 0), { kind: "not", operand: monitor("b", 8) }],
                    },
                    monitor("12345", 13),
                ],
            },
        });
    });

    it("obeys parentheses", () => {
        assert.deepEqual(parseMonitorQuery("a && !(b || c)"), {
            kind: "composite",
            expression: {
                kind: "and",
                operands: [
                    monitor("a", 0),
                    {
                        kind: "not",
                        operand: { kind: "or", operands: [monitor("b", 7), monitor("c", 12)] },
                    },
                ],
            },
        });
    });
});

describe("an SLO monitor's query", () => {
    it("watches the burn rate over two windows", () => {
        assert.deepEqual(
            parseMonitorQuery(
                'burn_rate("abc").over("30d").long_window("1h").short_window("5m") > 14.4',
            ),
            {
                kind: "slo",
                measure: "burn_rate",
                slo: "abc",
                overSeconds: 2_592_000,
                longWindowSeconds: 3600,
                shortWindowSeconds: 300,
                comparator: ">",
                threshold: 14.4,
                thresholdAt: 68,
            },
        );
    });

    it("or what is left of the budget", () => {
        const query = parseMonitorQuery('error_budget("abc").over("7d") >= 75');
        assert.ok(query.kind === "slo");
        assert.deepEqual(
            [query.measure, query.overSeconds, query.longWindowSeconds, query.threshold],
            ["error_budget", 604_800, undefined, 75],
        );
    });
});
