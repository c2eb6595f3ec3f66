import assert from "node:assert/strict";
import { fineMetrics } from "../../../../evidence/fineMetrics";
import {
    checkContract,
    contractProblems,
    isKept,
    silence,
} from "../../../../verdict/monitors/contract";
import { readExport } from "../../../../datadog/monitors/exportFormat";
import { timelinesOf } from "../../../../datadog/monitors/timeline";
import type { RunTimelines } from "../../../../datadog/monitors/timelineTypes";
import { evidence, series, start, times } from "./support/evidence";
import { shopEvidence } from "../../../../verdict/monitors/shopEvidence";

/** Ten minutes; the load is from minute 3 to 6, and a user is harmed at 3:10. */
const shape = { seconds: 600, loadFrom: 180, loadUntil: 360 };
const harm = series(fineMetrics.failures, [0, 1, 1], {
    interval: 5,
    from: 185,
    tags: { reason: "slow" },
});

/** One value a minute. */
const watched = (values: readonly number[], fine = [harm]): RunTimelines =>
    timelinesOf(
        shopEvidence(evidence({ ...shape, fine, series: [series("m", values, { interval: 60 })] })),
        readExport({
            id: 7,
            name: "Seven",
            type: "query alert",
            tags: ["signal:cpu"],
            query: "max(last_1m):max:m{*} > 5",
            options: { on_missing_data: "resolve" },
        }),
    );

const quiet = times(10, 1);
const noisy = [1, 1, 1, 1, 9, 1, 9, 9, 1, 1];
const run = { loadStart: start + 180, loadEnd: start + 360, until: start + 3600 };

describe("a timeline", () => {
    it("has spans without gaps from the first evaluation to the end", () => {
        const [monitor] = watched(noisy).monitors;
        assert.deepEqual(
            monitor?.spans.map(({ from, to, state }) => [from - start, to - start, state]),
            [
                [60, 300, "OK"],
                [300, 360, "Alert"],
                [360, 420, "OK"],
                [420, 540, "Alert"],
                [540, 600, "OK"],
            ],
        );
        assert.deepEqual(monitor.groups, [{ group: "*", spans: monitor.spans }]);
        assert.equal(monitor.signal, "cpu");
    });

    it("tells time to detect from the first harm, relapses, and recovery from the load's end", () => {
        const { firstHarmAt, monitors, first } = watched(noisy);
        assert.equal(firstHarmAt, start + 190);
        const [{ secondsToDetect, flaps, secondsToRecover, reached } = {}] = monitors;
        assert.deepEqual(
            [secondsToDetect, flaps, secondsToRecover, reached],
            [110, 1, 180, "Alert"],
        );
        assert.deepEqual(first, { monitor: "7", seconds: 110 });
    });

    it("takes the start of the load where no harm is on record", () => {
        assert.equal(watched(noisy, []).firstHarmAt, start + 180);
    });

    it("does not take harm before the load for harm by it", () => {
        const early = series(fineMetrics.failures, [1], { interval: 1, from: 100 });
        assert.equal(watched(noisy, [early]).firstHarmAt, start + 180);
    });

    it("has no time to detect or recover where nothing went off", () => {
        const { monitors, first } = watched(quiet);
        const [{ secondsToDetect, secondsToRecover, reached, flaps } = {}] = monitors;
        assert.deepEqual(
            [secondsToDetect, secondsToRecover, reached, flaps],
            [undefined, undefined, "OK", 0],
        );
        assert.equal(first, undefined);
    });
});

describe("a contract", () => {
    const must = (withinSeconds: number): Parameters<typeof checkContract>[1] => ({
        mustFire: [{ monitor: "7", withinSeconds }],
        mayFire: [],
    });
    const problemOf = (...args: Parameters<typeof checkContract>): string | undefined =>
        checkContract(...args)[0]?.problem;

    it("is kept by an alert in time, counted from the start of the load", () => {
        assert.equal(problemOf(watched(noisy), must(120), run), undefined);
        assert.ok(isKept(checkContract(watched(noisy), must(120), run)));
    });

    it("is broken by an alert that comes late, or not at all", () => {
        assert.equal(
            problemOf(watched(noisy), must(119), run),
            "went off 120 s after the load began, and should within 119 s of the load's start",
        );
        assert.equal(
            problemOf(watched(quiet), must(119), run),
            "did not go off, and should within 119 s of the load's start",
        );
    });

    it("is broken by an alert of a monitor that is to stay silent, unless it may", () => {
        assert.equal(
            problemOf(watched(noisy), silence, run),
            "went off 120 s after the load began, and should not",
        );
        assert.equal(problemOf(watched(noisy), { mustFire: [], mayFire: ["7"] }, run), undefined);
    });

    it("is broken by an alert before the load, and by one that does not end", () => {
        assert.equal(
            problemOf(watched([1, 9, ...times(8, 1)]), must(120), run),
            "was in alert before the load began",
        );
        const stuck = [1, 1, 1, 1, ...times(6, 9)];
        assert.equal(
            problemOf(watched(stuck), must(120), run),
            "is still in alert long after the load",
        );
        const short = { ...run, until: start + 600 };
        assert.equal(problemOf(watched(stuck), must(120), short), undefined);
    });

    it("names monitors that do not exist", () => {
        const contract = { mustFire: [{ monitor: "8", withinSeconds: 1 }], mayFire: ["8", "7"] };
        assert.deepEqual(contractProblems(contract, ["7", "9"]), [
            "contract names 8, which is none of the monitors (there: 7, 9)",
        ]);
        const monitors = checkContract(watched(quiet), contract, run).map((row) => row.monitor);
        assert.deepEqual(monitors, ["7"]);
    });
});
