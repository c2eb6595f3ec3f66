import assert from "node:assert/strict";
import { readExport } from "../../../../datadog/monitors/exportFormat";
import { timelinesOf } from "../../../../datadog/monitors/timeline";
import type { MonitorTimeline, RunTimelines } from "../../../../datadog/monitors/timelineTypes";
import { checkContract } from "../../../../verdict/monitors/contract";
import { shopEvidence } from "../../../../verdict/monitors/shopEvidence";
import { evidence, series, start, times } from "./support/evidence";

/** An hour; with the load, from minute 15 to 30, every heartbeat stops, and comes back after it. */
const shape = { seconds: 3600, loadFrom: 900, loadUntil: 1800 };
const gap = [...times(60, 1), ...times(60, undefined), ...times(120, 1)];
const run = evidence({
    ...shape,
    series: [
        series("up", gap, { tags: { pod: "a" } }),
        series("up", times(240, 1), { tags: { pod: "b" } }),
        series("one.up", gap),
    ],
});

const all = (monitors: readonly object[], of = run): RunTimelines =>
    timelinesOf(
        shopEvidence(of),
        readExport(monitors.map((one) => ({ name: "Up", type: "any", ...one }))),
    );

const heartbeat = "max(last_5m):max:one.up{*} < 1";
const timeline = (options: object, query = heartbeat, of = run): MonitorTimeline => {
    const [one] = all([{ id: 1, query, options }], of).monitors;
    assert.ok(one);
    return one;
};

const pages = ({ missingDataPages = [] }: MonitorTimeline): readonly (readonly number[])[] =>
    missingDataPages.map(({ from, to }) => [from - start, to - start]);

describe("missing data of which a monitor notifies", () => {
    const notifying: readonly (readonly [string, object, number])[] = [
        ["on_missing_data", { on_missing_data: "show_and_notify_no_data" }, 1200],
        ["the older options", { notify_no_data: true, no_data_timeframe: 6 }, 1260],
        ["the older options, twice the window", { notify_no_data: true }, 1500],
    ];
    notifying.forEach(([what, options, from]) => {
        it(`is going off, by ${what}`, () => {
            const one = timeline(options);
            assert.deepEqual(pages(one), [[from, 1860]]);
            assert.deepEqual(
                [one.reached, one.firstAlertAt, one.secondsToDetect, one.flaps],
                ["No Data", start + from, from - 900, 0],
            );
            assert.equal(one.secondsToRecover, 60);
        });
    });

    const silent: readonly (readonly [string, object])[] = [
        ["show_no_data", { on_missing_data: "show_no_data" }],
        [
            "show_no_data, whatever the older option says",
            {
                on_missing_data: "show_no_data",
                notify_no_data: true,
            },
        ],
        [
            "default, whatever the older option says",
            {
                on_missing_data: "default",
                notify_no_data: true,
            },
        ],
        ["resolve", { on_missing_data: "resolve" }],
        ["neither option", {}],
        ["the older option, switched off", { notify_no_data: false, no_data_timeframe: 6 }],
    ];
    silent.forEach(([what, options]) => {
        it(`is not by ${what}`, () => {
            const one = timeline(options);
            assert.deepEqual([one.firstAlertAt, one.missingDataPages], [undefined, undefined]);
        });
    });

    it("is going off for one group while the others report", () => {
        const options = { on_missing_data: "show_and_notify_no_data" };
        const one = timeline(options, "max(last_5m):max:up{*} by {pod} < 1");
        assert.equal(one.firstAlertAt, start + 1200);
        assert.deepEqual(
            one.groups.map(({ group, spans }) => [group, spans.map(({ state }) => state)]),
            [
                ["pod:a", ["OK", "No Data", "OK"]],
                ["pod:b", ["OK"]],
            ],
        );
    });

    it("is going off even while another group is in a warning, which looks worse", () => {
        const one = timeline(
            {
                on_missing_data: "show_and_notify_no_data",
                thresholds: { critical: 1, warning: 2 },
            },
            "max(last_5m):max:up{*} by {pod} < 1",
        );
        assert.equal(one.firstAlertAt, start + 1200);
        assert.equal(one.reached, "Warn");
    });

    it("needs data that there were: nobody hears of what never came", () => {
        const one = timeline(
            { on_missing_data: "show_and_notify_no_data" },
            "max(last_5m):max:unheard{*} < 1",
        );
        assert.deepEqual([one.reached, one.firstAlertAt], ["No Data", undefined]);
    });

    it("is going off for a composite when it and its part both notify", () => {
        const composite = (own: boolean, part: string): number | undefined =>
            all([
                { id: 2, query: "1", options: { notify_no_data: own } },
                { id: 1, query: heartbeat, options: { on_missing_data: part } },
            ]).monitors[0]?.firstAlertAt;
        assert.equal(composite(true, "show_and_notify_no_data"), start + 1200);
        assert.equal(composite(true, "show_no_data"), undefined);
        assert.equal(composite(false, "show_and_notify_no_data"), undefined);
    });

    it("is the first thing that told, where it was", () => {
        const { first } = all([
            { id: 1, query: heartbeat, options: { on_missing_data: "show_and_notify_no_data" } },
        ]);
        assert.deepEqual(first, { monitor: "1", seconds: 300 });
    });
});

describe("a contract and missing data", () => {
    const problem = (options: object, isExpected: boolean, of = run): string | undefined => {
        const mustFire = isExpected ? [{ monitor: "1", withinSeconds: 480 }] : [];
        const timelines = all([{ id: 1, query: heartbeat, options }], of);
        return checkContract(timelines, { mustFire, mayFire: [] }, of.run)[0]?.problem;
    };
    const notify = { on_missing_data: "show_and_notify_no_data" };
    const show = { on_missing_data: "show_no_data" };

    it("is kept by a monitor that has to go off and notifies of them in time", () => {
        assert.equal(problem(notify, true), undefined);
    });

    it("is broken by one that shows them only", () => {
        assert.match(problem(show, true) ?? "", /^did not go off/);
        assert.equal(problem(show, false), undefined);
    });

    it("is broken by one that has to stay silent and notifies", () => {
        assert.equal(problem(notify, false), "went off 300 s after the load began, and should not");
    });

    it("is broken by one that notifies too late, too early, or for ever", () => {
        const patient = { notify_no_data: true, no_data_timeframe: 10 };
        assert.match(problem(patient, true) ?? "", /^went off 600 s .* and should within 480 s/);
        const early = evidence({ ...shape, series: [series("one.up", times(4, 1))] });
        assert.equal(
            problem(notify, true, early),
            "notified of missing data before the load began",
        );
        const lost = evidence({ ...shape, series: [series("one.up", times(60, 1))] });
        assert.equal(
            problem(notify, true, lost),
            "still notifies of missing data long after the load",
        );
    });
});
