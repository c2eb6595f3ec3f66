import assert from "node:assert/strict";
import { type LatencySource, latencySources } from "../../../../components/settings/datadog";
import { slos } from "../../../../components/observability/catalogue/slos";
import { planOf } from "../../../support/planOf";
import { catalogueSet } from "./support/fromCatalogue";
import { plannedSet } from "../../../../verdict/monitors/fromPlan";
import { timelinesOf } from "../../../../datadog/monitors/timeline";
import { monitorsIn, scopeWith } from "../../components/observability/scope";
import { distribution, evidence } from "./support/evidence";
import { line } from "./support/watch";
import { shopEvidence } from "../../../../verdict/monitors/shopEvidence";

const empty = evidence({ distributions: [distribution("d", [[1]])] });

/** What is not evaluated, and how it is said. */
const constructs: readonly (readonly [string, string])[] = [
    ["avg(current_1h):avg:m{*} > 1", "cumulative window current_1h is not supported"],
    ["avg(last_5m):anomalies(avg:m{*}, 'basic', 2) >= 1", "function anomalies() is not supported"],
    ["max(last_5m):top(avg:m{*} by {host}, 5, 'mean', 'desc') > 1", "function top() is not"],
    ["avg(last_5m):ewma_5(avg:m{*}) > 1", "function ewma_5() is not supported"],
    ["avg(last_5m):outliers(avg:m{*} by {host}, 'dbscan', 7) > 0", "function outliers()"],
    ["avg(last_5m):avg:m{*}.weighted() > 1", "modifier .weighted is not supported"],
    ['trace-analytics("*").rollup("count").last("5m") > 1', "query form trace-analytics(…)"],
    [
        '"http.can_connect".over("*").last(2).count_by_status()',
        "service check query is not supported",
    ],
    ['logs("*").index("*").rollup("pc95", "@d").last("5m") > 1', 'rollup "pc95" is not supported'],
    ["avg(last_5m):avg:m{$scope} > 1", "template variable is not supported"],
    ["avg(last_5m):sum:m{*}.as_count() > 1", "as_count() under avg() is not supported"],
    ["avg(last_5m):p95:m{*} > 1", "p95 of m, which is no distribution, is not supported"],
    [
        "percentile(last_5m):avg:d{*} > 1",
        "percentile() of anything but a percentile of a distribution",
    ],
    [
        "avg(last_5m):avg:m{*} by {a} / avg:m{*} by {b} > 1",
        "arithmetic between groups by {a} and by {b}",
    ],
    [
        "avg(last_5m):monotonic_diff(avg:a{*} + avg:b{*}) > 1",
        "monotonic_diff() of more than one metric",
    ],
    ["avg(last_5m):avg:m{*}.fill(cubic) > 1", "fill(cubic) is not supported"],
    ["avg(last_5m):avg:m{*}.rollup(median, 60) > 1", "rollup(median) is not supported"],
    [
        "avg(last_5m):avg:m{*}.rollup(avg, 60) / avg:n{*} > 1",
        "rollup() that differs between metrics",
    ],
];

describe("what the evaluator supports", () => {
    constructs.forEach(([query, message]) => {
        it(`says that it does not do ${query}`, () => {
            assert.throws(
                () => line(empty, query),
                (error: Error) => {
                    assert.ok(error.message.includes("Monitor 1000"), error.message);
                    assert.ok(error.message.includes(message), error.message);
                    assert.match(error.message, /at character \d+ of: /);
                    return true;
                },
            );
        });
    });

    it("says so of every monitor at fault at once", () => {
        const other = { id: 3, query: "avg(current_1d):avg:m{*} >= 1" };
        assert.throws(
            () => line(empty, "avg(last_5m):avg:m{*}.weighted() > 1", [other]),
            /modifier \.weighted(.|\n)*current_1d|current_1d(.|\n)*modifier \.weighted/,
        );
    });

    it("refuses a composite of composites, and parts that do not exist", () => {
        const part = { id: 1, query: "max(last_5m):max:m{*} > 1" };
        assert.throws(
            () => line(empty, { id: 9, query: "2 && 1" }, [part, { id: 2, query: "!1" }]),
            /a composite of composites \(2\) is not supported/,
        );
        assert.throws(
            () => line(empty, "1 && 7", [part]),
            /there is no monitor 7 among those given/,
        );
    });

    it("refuses a burn rate of an SLO that is not there, with those that are", () => {
        const query = 'burn_rate("x").over("7d").long_window("1h").short_window("5m") > 1';
        assert.throws(() => line(empty, query), /there is no SLO x among those given \(none\)/);
    });

    it("refuses a threshold that is not the query's, as Datadog does", () => {
        assert.throws(
            () =>
                line(empty, {
                    query: "max(last_5m):max:m{*} > 1",
                    options: { thresholds: { critical: 2 } },
                }),
            /threshold critical \(2\) is not the one of the query \(1\)/,
        );
    });

    latencySources.forEach((source: LatencySource) => {
        it(`includes every monitor and SLO of the catalogue with latency from ${source}`, () => {
            const scope = scopeWith(source);
            const set = catalogueSet(monitorsIn(scope), slos(scope));
            assert.equal(
                timelinesOf(shopEvidence(empty), set).monitors.length,
                set.monitors.length,
            );
        });
    });

    it("includes every monitor of the plan, in the very words of its query", async () => {
        const plan = await planOf({ observability: "resources" });
        const set = plannedSet(plan);
        const catalogue = catalogueSet(monitorsIn(), slos(scopeWith()));
        const byId = (one: { readonly id: string }, other: { readonly id: string }): number =>
            one.id < other.id ? -1 : 1;
        const essence = ({ monitors, slos: all }: typeof set): unknown => ({
            monitors: monitors.map(({ id, query, options }) => ({ id, query, options })).sort(byId),
            slos: all.map((slo) => ({ ...slo, name: "" })).sort(byId),
        });
        assert.deepEqual(essence(set), essence(catalogue));
        assert.equal(timelinesOf(shopEvidence(empty), set).monitors.length, set.monitors.length);
    });
});
