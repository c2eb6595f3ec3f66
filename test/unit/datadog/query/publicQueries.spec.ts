import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parseMonitorQuery } from "../../../../datadog/query/parse";
import { QuerySyntaxError } from "../../../../datadog/query/scanner";

/** Queries of the forms that public modules, integrations and documentation have; `#` begins a part. */
const queries = readFileSync(join(__dirname, "../../../fixtures/publicQueries.txt"), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("# "));

type Outcome = "read" | "refused by name" | "not understood";

function outcome(query: string): Outcome {
    try {
        parseMonitorQuery(query);
        return "read";
    } catch (error) {
        const isNamed = error instanceof QuerySyntaxError && error.problem === "unsupported";
        return isNamed ? "refused by name" : "not understood";
    }
}

describe("queries as accounts have them", () => {
    const outcomes = queries.map((query) => [query, outcome(query)] as const);
    const count = (wanted: Outcome): number => outcomes.filter(([, one]) => one === wanted).length;

    it(`are understood: ${count("read")} of ${queries.length} read, ${count("refused by name")} refused by name`, () => {
        assert.equal(new Set(queries).size, queries.length);
        assert.ok(queries.length >= 350, String(queries.length));
        assert.deepEqual(
            outcomes.filter(([, one]) => one === "not understood").map(([query]) => query),
            [],
        );
        assert.ok(count("read") / queries.length > 0.7);
    });

    it("name the construct that is refused", () => {
        const cases: readonly (readonly [string, RegExp])[] = [
            ['"datadog.agent.up".over("*").last(2).count_by_status()', /service check/],
            ["no_query", /synthetics/],
            ['rum("x").last("5m") > 1', /query form rum\(…\)/],
            ['error-tracking("x").last("5m") > 1', /query form error-tracking\(…\)/],
            ['formula("a / b").last("5m") > 1', /query form formula\(…\)/],
            ["max(next_1w):forecast(avg:m{*}, 'linear', 1) >= 1", /forecast\(\)/],
            ["sum(last_5m):count(v: v<=1):m{*} > 1", /threshold query count\(v: …\)/],
            ["avg(last_5m):avg:m{env:${var.env}} > 1", /placeholder \$\{var\.env\}/],
            ["avg(last_5m):avg:m{env:$env.value} > 1", /template variable/],
            ["avg(last_1w):avg:m{*}.rollup(avg, weekly) > 1", /calendar \(weekly\)/],
            [
                'events("sources:a x").rollup("count").last("5m") > 1',
                /legacy event grammar \(sources:\)/,
            ],
            [
                'events("status:error,warning").rollup("count").last("5m") > 1',
                /\(status:error,warning\)/,
            ],
            ['logs("CIDR(@ip,10.0.0.0/8)").index("*").rollup("count").last("5m") > 1', /CIDR\(\)/],
        ];
        cases.forEach(([query, name]) => {
            assert.throws(() => parseMonitorQuery(query), name, query);
            assert.equal(outcome(query), "refused by name", query);
        });
    });
});
