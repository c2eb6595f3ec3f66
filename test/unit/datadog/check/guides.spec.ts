import assert from "node:assert/strict";

import { type Finding, isRefused } from "../../../../datadog/check/finding";
import { checkGraph, checkMonitorQuery, checkView } from "../../../../datadog/check/monitor";
import { context } from "../../components/observability/scope";
import { conditions } from "./guides/conditions";
import { queryValues, timeseries, topLists } from "./guides/graphs";
import { type GuideCase, ns } from "./guides/guideCase";
import { eventSearches, logSearches } from "./guides/searches";

function check(cases: readonly GuideCase[], judge: (query: string) => readonly Finding[]): void {
    for (const { where, query, refused, cautions = [], says = [] } of cases) {
        const verdict = refused.length === 0 ? "accepts" : `refuses (${refused.join(", ")})`;
        it(`${verdict} ${where}: ${query}`, () => {
            const findings = judge(query);
            const codes = (kept: boolean): readonly string[] =>
                findings.filter((one) => isRefused(one) === kept).map(({ code }) => code);
            assert.deepEqual(
                [...codes(true)].sort(),
                [...refused].sort(),
                JSON.stringify(findings),
            );
            assert.deepEqual([...codes(false)].sort(), [...cautions].sort());
            for (const pattern of says) {
                assert.ok(
                    findings.some(({ reason }) => pattern.test(reason)),
                    `${String(pattern)} is not in ${findings.map(({ reason }) => reason).join("; ")}`,
                );
            }
        });
    }
}

describe("of the guides, the check", () => {
    check(conditions, (query) => checkMonitorQuery(query, context));
    check(timeseries, (query) => checkGraph(query, "timeseries", context));
    check(queryValues, (query) => checkGraph(query, "query_value", context));
    check(topLists, (query) => checkGraph(query, "toplist", context));
    check(logSearches, (query) => checkView(query, "logs", context));
    check(eventSearches, (query) => checkView(query, "events", context));

    it("accepts a search of the load as a view, but not as a monitor", () => {
        const text = `logs("${ns} service:locust").index("*").rollup("count").last("5m") > 0`;
        const codes = checkMonitorQuery(text, context)
            .filter(isRefused)
            .map(({ code }) => code);
        assert.deepEqual(codes, ["names-the-incident"]);
    });
});
