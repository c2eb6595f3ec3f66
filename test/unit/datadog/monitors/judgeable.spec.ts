import assert from "node:assert/strict";
import { readExport } from "../../../../datadog/monitors/exportFormat";
import { timelinesOf } from "../../../../datadog/monitors/timeline";
import type { MonitorTimeline } from "../../../../datadog/monitors/timelineTypes";
import type { MonitorContract } from "../../../../scenarios/observation";
import { checkContract, isKept } from "../../../../verdict/monitors/contract";
import { shopEvidence } from "../../../../verdict/monitors/shopEvidence";
import { evidence, series, times } from "./support/evidence";
import { type Exported } from "./support/watch";

/** Quiet for a quarter of an hour, then a load that everything is ten times higher under. */
const shape = { seconds: 3600, loadFrom: 900, loadUntil: 1800 };
const run = evidence({
    ...shape,
    series: [
        series("m", [...times(60, 10), ...times(60, 100), ...times(120, 10)], {
            tags: { site: "a" },
        }),
    ],
});

const exported = ({ query, options, id }: Exported, position: number): object => ({
    id: id ?? position + 1,
    name: `Monitor ${position}`,
    type: "any",
    query,
    options,
});

function timelines(monitors: readonly Exported[], of = run): readonly MonitorTimeline[] {
    return timelinesOf(shopEvidence(of), readExport(monitors.map(exported))).monitors;
}

const timeline = (query: string, of = run): MonitorTimeline => {
    const [one] = timelines([{ query }], of);
    assert.ok(one);
    return one;
};

const tooLate = "cannot be judged: the evidence begins too late (the monitor looks back";

describe("a monitor that looks back further than the evidence does before the load", () => {
    const unjudged: readonly (readonly [string, string])[] = [
        ["pct_change(avg(last_5m),last_1h):avg:m{*} > 50", "1h"],
        ["change(avg(last_5m),1d_ago):avg:m{*} > 50", "1d"],
        ["change(avg(last_1h),5m_ago):avg:m{*} > 50", "1h"],
        ["avg(last_1h):avg:m{*} > 50", "1h"],
        ["avg(last_5m):avg:m{*} - day_before(avg:m{*}) > 50", "1d"],
        ["avg(last_5m):avg:m{*} / timeshift(avg:m{*}, -3600) > 50", "1h"],
        ["avg(last_16m):avg:m{*} by {site} > 50", "16m"],
        ["sum(last_1w):sum:m{*}.as_count() / sum:n{*}.as_count() > 50", "1w"],
        ['logs("*").index("*").rollup("count").last("1d") > 50', "1d"],
        ['events("*").rollup("count").last("30m") > 50', "30m"],
    ];
    unjudged.forEach(([query, window]) => {
        it(`is not judged: ${query}`, () => {
            const { spans, groups, firstAlertAt, secondsToDetect, ...one } = timeline(query);
            assert.equal(
                one.unjudged,
                `${tooLate} ${window}, and there are 900 s before the load)`,
            );
            assert.deepEqual(
                [spans, groups, firstAlertAt, secondsToDetect, one.reached],
                [[], [], undefined, undefined, "No Data"],
            );
        });
    });

    [
        "pct_change(avg(last_5m),last_5m):avg:m{*} > 50",
        "change(avg(last_5m),15m_ago):avg:m{*} > 50",
        "avg(last_15m):avg:m{*} > 50",
    ].forEach((query) => {
        it(`is judged where it does not: ${query}`, () => {
            const one = timeline(query);
            assert.equal(one.unjudged, undefined);
            assert.equal(one.reached, "Alert");
        });
    });

    it("is judged where there is no load, and the evidence is as long as it looks back", () => {
        const idle = {
            ...run,
            run: { ...run.run, loadStart: run.run.from, loadEnd: run.run.from },
        };
        assert.equal(timeline("avg(last_1h):avg:m{*} > 5", idle).reached, "Alert");
        assert.equal(
            timeline("avg(last_2h):avg:m{*} > 5", idle).unjudged,
            `${tooLate} 2h, and there are 3600 s of evidence)`,
        );
    });

    it("leaves a composite of it without judgement too", () => {
        const [composite] = timelines([
            { id: 3, query: "1 || !2" },
            { id: 1, query: "avg(last_5m):avg:m{*} > 50" },
            { id: 2, query: "avg(last_1h):avg:m{*} > 50" },
        ]);
        assert.match(
            composite?.unjudged ?? "",
            /^cannot be judged because of its part 2, which cannot be judged: the evidence begins/,
        );
    });

    it("breaks a contract that counts on it, and no other", () => {
        const all = timelinesOf(
            shopEvidence(run),
            readExport(exported({ query: "avg(last_1h):avg:m{*} > 50" }, 0)),
        );
        const rows = (contract: Partial<MonitorContract>): ReturnType<typeof checkContract> =>
            checkContract(all, { mustFire: [], mayFire: [], ...contract }, run.run);
        const must = rows({ mustFire: [{ monitor: "1", withinSeconds: 900 }] });
        assert.ok(must[0]?.problem?.startsWith(tooLate));
        assert.ok(isKept(rows({ mayFire: ["1"] })));
        assert.ok(isKept(rows({})));
    });
});

describe("a monitor with groups none of which exists", () => {
    const cases: readonly (readonly [string, string])[] = [
        ["metrics that lack the tag", "avg(last_5m):avg:m{*} by {shop} > 50"],
        ["metrics that the filter leaves out", "avg(last_5m):avg:m{site:b} by {site} > 50"],
        ["metrics that nobody sends", "avg(last_5m):avg:unheard{*} by {site} > 50"],
        ["counts", "sum(last_5m):sum:unheard{*} by {site}.as_count() < 1"],
        ["logs", 'logs("*").index("*").rollup("count").by("service").last("5m") < 1'],
        ["events", 'events("*").rollup("count").by("service").last("5m") < 1'],
    ];
    cases.forEach(([what, query]) => {
        it(`is No Data, not OK: ${what}`, () => {
            const { reached, groups, spans } = timeline(query);
            assert.equal(reached, "No Data");
            assert.deepEqual(groups, []);
            assert.deepEqual(
                spans.map(({ state }) => state),
                ["No Data"],
            );
        });
    });

    it("leaves a composite of it at No Data", () => {
        const [composite] = timelines([
            { id: 3, query: "1 && 2" },
            { id: 1, query: "avg(last_5m):avg:m{*} > 50" },
            { id: 2, query: "avg(last_5m):avg:m{*} by {shop} > 50" },
        ]);
        assert.equal(composite?.reached, "No Data");
    });

    it("is as good as its groups once there are some", () => {
        const late = evidence({
            ...shape,
            series: [series("late", times(100, 1), { tags: { site: "a" }, from: 960 })],
        });
        const { spans } = timeline("avg(last_5m):avg:late{*} by {site} > 50", late);
        assert.deepEqual(
            spans.map(({ state }) => state),
            ["No Data", "OK"],
        );
    });
});

describe("monitors with the same id", () => {
    it("are refused, and the id is named", () => {
        const twice = { id: 9, query: "avg(last_5m):avg:m{*} > 50" };
        assert.throws(
            () => timelines([twice, { id: 8, query: twice.query }, { ...twice, query: "8 && 8" }]),
            /two monitors have the id 9: "Monitor 0" and "Monitor 2"/,
        );
    });
});
