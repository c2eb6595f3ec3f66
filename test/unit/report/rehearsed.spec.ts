/** From a rehearsal's result to what a report says. */
import assert from "node:assert/strict";

import type { RehearsalRequest } from "../../../rehearsal/types";
import type { SeedResult } from "../../../verdict/judgedArm";
import { rehearsalDocument } from "../../../report/rehearsed/document";
import type { ReportModel } from "../../../report/model";
import { rehearsalModel, type Rehearsed } from "../../../report/rehearsed/model";
import { scenarios } from "../../../scenarios/registry";
import type { Scenario } from "../../../scenarios/scenario";
import { leadOf } from "../../../verdict/fixWorth";
import type { MonitorTimeline, RunTimelines } from "../../../datadog/monitors/timelineTypes";
import { madeUpRehearsal } from "./rehearsalFixture";

const request: RehearsalRequest = {
    incident: "hybrid",
    arms: ["none", "hpa,limits", "replicas"],
    seeds: [4, 5, 6],
    hostSpeed: "published",
};

const rehearsal = madeUpRehearsal(request);
const ids = ["none", "hpa,limits@before", "replicas@before"];

function scenarioOf(id: string): Scenario {
    const scenario = scenarios[id];
    assert.ok(scenario);
    return scenario;
}

function reported(overrides: Partial<Rehearsed> = {}): ReportModel {
    return rehearsalModel({
        rehearsal,
        scenario: scenarioOf("hybrid"),
        command: "npm start",
        probes: "testbed",
        ...overrides,
    });
}

describe("the report on a rehearsal", () => {
    const model = reported();

    it("says what was played: load, host speed, probes, seeds, the seed shown", () => {
        assert.deepEqual(model.load, { users: 750, spawnRate: 50, durationSeconds: 480 });
        assert.deepEqual(model.simulation, {
            hostSpeed: "published",
            nodeCpus: 4,
            probes: "testbed",
        });
        const source = { tag: "simulated", run: "seed", all: [4, 5, 6], shown: 4 };
        assert.deepEqual(model.source, source);
    });

    it("has the median and the range of the seeds, and how the seeds differ from no fix", () => {
        const figure = model.figures.find(({ id }) => id === "p50Ms");
        const seeds = rehearsal.result.arms[1]?.seeds.map(({ figures }) => figures.p50Ms) ?? [];
        const cell = figure?.cells["hpa,limits@before"];
        assert.ok(cell);
        assert.equal(cell.value, [...seeds].sort((a, b) => a - b)[1]);
        assert.deepEqual(cell.range, [Math.min(...seeds), Math.max(...seeds)]);
        const effect = rehearsal.result.comparisons[0]?.effects.find(
            (one) => one.figure === "p50Ms",
        );
        assert.deepEqual(cell.effect, {
            estimate: effect?.difference,
            low: effect?.range?.[0],
            high: effect?.range?.[1],
            direction: "unclear",
        });
        assert.equal(figure.cells.none?.effect, undefined);
    });

    it("leaves out what has no value under any arm", () => {
        const ids = model.figures.map(({ id }) => id);
        assert.ok(!ids.includes("firstScaleOutSeconds"));
        assert.ok(!ids.includes("orderFailureRatio"));
        assert.ok(ids.includes("peakAddedCpuRequestCores"));
    });

    it("counts in how many seeds a symptom shows", () => {
        const row = model.contract.find(({ text }) => text === "front-end: restarts 5 to 10");
        assert.deepEqual(row?.cells.none, { value: "7", metSeeds: 3, seeds: 3 });
        assert.deepEqual(row.cells["replicas@before"], { value: "0", metSeeds: 0, seeds: 3 });
    });

    it("has shares of failures that add up to the failed requests of the table", () => {
        const ratio = model.figures.find(({ id }) => id === "requestFailureRatio");
        for (const { id, harm } of model.arms) {
            const sum = Object.values(harm.shareByReason).reduce((all, share) => all + share, 0);
            // The fixture rounds every reason to whole requests.
            assert.ok(Math.abs(sum - (ratio?.cells[id]?.value ?? Number.NaN)) < 5e-4);
        }
    });

    it("is about what the incident's contract promises", () => {
        const lead = (id: string): string => leadOf(scenarioOf(id));
        assert.equal(lead("hybrid"), "requestFailureRatio");
        assert.equal(lead("crash"), "requestFailureRatio");
        assert.equal(lead("latency"), "p95Ms");
        assert.equal(lead("payment"), "orderFailureRatio");
    });

    it("puts monitors on the plots' clock and marks those that must fire", () => {
        const { loadStart } = rehearsal.evidence.get("none")?.run ?? { loadStart: 0 };
        const [mustFire] = scenarioOf("hybrid").monitors.mustFire;
        assert.ok(mustFire);
        const timeline: Omit<MonitorTimeline, "monitor"> = {
            title: "[sock-shop] A monitor",
            type: "query alert",
            signal: undefined,
            groups: [],
            spans: [{ from: loadStart + 60, to: loadStart + 120, state: "Alert" }],
            reached: "Alert",
            firstAlertAt: loadStart + 60,
            firstWarnAt: undefined,
            secondsToDetect: 40,
            flaps: 0,
            secondsToRecover: undefined,
        };
        const monitors = [
            { ...timeline, monitor: mustFire.monitor },
            { ...timeline, monitor: "something-else" },
        ];
        const run: RunTimelines = {
            firstHarmAt: loadStart + 20,
            monitors,
            first: { monitor: mustFire.monitor, seconds: 40 },
        };
        const timelines = new Map([["none", run]]);
        const arm = reported({ rehearsal: { ...rehearsal, timelines } }).arms[0];
        assert.deepEqual(arm?.monitors?.first, { id: mustFire.monitor, seconds: 40 });
        assert.deepEqual(arm.monitors.rows[0]?.spans, [{ from: 60, until: 120, state: "Alert" }]);
        assert.equal(arm.monitors.rows[0].title, "A monitor");
        assert.deepEqual(
            arm.monitors.rows.map(({ isExpected }) => isExpected),
            [true, false],
        );
    });

    it("says what each fix is worth by its seeds, and calls no money at risk where nobody orders", () => {
        const [none, , replicas] = model.arms;
        assert.ok(none);
        assert.equal(none.fix, undefined);
        assert.deepEqual(replicas?.fix?.verdict, {
            judgement: "cures",
            cured: 3,
            helped: 3,
            seeds: 3,
        });
        assert.deepEqual(
            replicas.fix.seeds.map(({ seed, value }) => [seed, value]),
            [4, 5, 6].map((seed) => [seed, 0]),
        );
        assert.equal(none.harm.failedOrders, undefined);
        assert.equal(none.harm.dollarsAtRisk, undefined);
    });

    it("marks the moment of the seed that is shown, and tells the median of all", () => {
        const late = (atSeconds: number) => (seed: SeedResult) =>
            seed.fix === null
                ? seed
                : { ...seed, fix: { ...seed.fix, atSeconds: atSeconds + seed.seed } };
        const arms = rehearsal.result.arms.map((arm) => ({
            ...arm,
            fixAt: arm.fixAt === null ? null : "detection",
            seeds: arm.seeds.map(late(100)),
        }));
        const { result } = rehearsal;
        const [, fix] = reported({ rehearsal: { ...rehearsal, result: { ...result, arms } } }).arms;
        assert.deepEqual([fix?.fix?.shownAtSeconds, fix?.fix?.atSeconds], [104, 105]);
    });

    it("calls an alarm false where the fix was there and the users were spared, not later", () => {
        const run: RunTimelines = {
            firstHarmAt: 0,
            monitors: [],
            first: { monitor: "x", seconds: 40 },
        };
        const isFalse = (fixAt: string, servedWellSeconds: number): boolean | undefined => {
            const arms = rehearsal.result.arms.map((arm) => ({
                ...arm,
                fixAt: arm.fixAt === null ? null : fixAt,
                seeds: arm.seeds.map((seed) =>
                    seed.fix === null ? seed : { ...seed, fix: { ...seed.fix, servedWellSeconds } },
                ),
            }));
            const timelines = new Map([["replicas@before", run]]);
            const result = { ...rehearsal.result, arms };
            return reported({ rehearsal: { ...rehearsal, result, timelines } }).arms[2]?.monitors
                ?.isFalseAlarm;
        };
        assert.equal(isFalse("before", 40), true);
        assert.equal(isFalse("before", 300), false);
        assert.equal(isFalse("detection", 40), false);
    });

    it("keeps the result as it is in the JSON document", () => {
        const document = rehearsalDocument(rehearsal.result, model);
        for (const [key, value] of Object.entries(rehearsal.result)) {
            assert.deepEqual(document[key as keyof typeof document], value, key);
        }
        assert.deepEqual(Object.keys(document.judgements), ids);
        assert.deepEqual(document.best, { before: "replicas@before" });
    });
});

describe("the plots of a rehearsal", () => {
    const model = reported();

    it("show each arm in each plot, from a minute before the load until after the recovery", () => {
        assert.deepEqual(model.range, { from: -60, until: 480 + 212 + 60, loadEnd: 480 });
        for (const { id, lines } of model.panels) {
            assert.deepEqual([...new Set(lines.map(({ arm }) => arm))], ids, id);
            for (const { points } of lines) {
                assert.equal(points[0]?.[0], -60);
                assert.ok(points.length <= 270, `${points.length} points`);
            }
        }
    });

    it("count time from the first user", () => {
        const throughput = model.panels.find(({ id }) => id === "throughput");
        const first = throughput?.lines[0]?.points.find(([, value]) => (value ?? 0) > 0);
        assert.equal(first?.[0], 0);
    });

    it("cover what an on-call asks for", () => {
        assert.deepEqual(
            model.panels.map(({ id }) => id),
            [
                ...["p50", "p95", "p99", "throughput", "failures", "cpu", "memory"],
                ...["pods-front-end", "restarts", "accept-queue", "in-flight"],
            ],
        );
    });

    it("read usage as a share of the limit", () => {
        const cpu = model.panels.find(({ id }) => id === "cpu");
        const highest = Math.max(...(cpu?.lines[0]?.points.map(([, value]) => value ?? 0) ?? []));
        // The fixture's wave ends at 0.3 of 0.3 cores.
        assert.ok(highest > 0.98 && highest <= 1);
        assert.deepEqual(cpu?.levels, [{ value: 1, label: "limit" }]);
    });

    it("split failures by reason, without reasons that never came up", () => {
        const [none, , replicas] = model.failures;
        assert.deepEqual(
            none?.reasons.map(({ reason }) => reason),
            ["slow", "refused"],
        );
        assert.deepEqual(replicas?.reasons, []);
    });

    it("also show the service that the incident breaks", () => {
        const scenario = scenarioOf("payment");
        const evidence = new Map(
            [...rehearsal.evidence].map(([arm, seen]) => {
                const pods = seen.fine.filter(({ metric }) => metric.endsWith("available"));
                const payment = pods.map((series) => ({
                    ...series,
                    tags: { kube_deployment: "payment" },
                }));
                return [arm, { ...seen, fine: [...seen.fine, ...payment] }];
            }),
        );
        const panels = reported({ scenario, rehearsal: { ...rehearsal, evidence } }).panels;
        assert.ok(panels.some(({ id }) => id === "pods-payment"));
    });
});
