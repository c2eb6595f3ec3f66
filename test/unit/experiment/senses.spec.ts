import assert from "node:assert/strict";

import { loadIn } from "../../../experiment/senses/load";
import {
    dangerIn,
    type Surroundings,
    surroundingsOf,
} from "../../../experiment/senses/surroundings";
import { MonitorLog } from "../../../experiment/record/monitorLog";
import { Recorder } from "../../../experiment/record/recorder";
import { fineMetrics } from "../../../evidence/fineMetrics";
import type { JsonObject } from "../../../live/snapshot/json";
import { lookAfter } from "./support";

describe("the load's own table", () => {
    // As Locust 2.32 prints it.
    const row = "         Aggregated                                            ";
    it("tells its last figures", () => {
        const log = [
            `${row}  1200     0(0.00%) |     12       3     180     10 |  240.10        0.00`,
            `${row}  2400  600(25.00%) |     52       3    1180     20 |  120.60       60.25`,
        ].join("\n");
        assert.deepEqual(loadIn(log), {
            ...{
                requests: 2400,
                failures: 600,
                requestsPerSecond: 120.6,
                failuresPerSecond: 60.25,
            },
        });
    });

    it("tells nothing before there is one", () => {
        assert.equal(loadIn("Starting Locust 2.32\nAggregated soon"), undefined);
    });
});

describe("what surrounds the shop", () => {
    const quiet: Surroundings = { unhealthy: [], nodes: [], freeMemory: 0.5 };
    const deployment = (namespace: string, readyReplicas: number): JsonObject => ({
        metadata: { namespace, name: "api", generation: 1 },
        spec: { replicas: 2 },
        status: { observedGeneration: 1, replicas: 2, updatedReplicas: 2, readyReplicas },
    });
    const node = (status: string, name = "one"): JsonObject => ({
        metadata: { name },
        status: { conditions: [{ type: "Ready", status }], allocatable: { memory: "1000Mi" } },
    });
    const usage: JsonObject = { metadata: { name: "one" }, usage: { memory: "980Mi" } };

    it("is in danger where another namespace loses pods, and the shop's own do not count", () => {
        const deployments = [deployment("web", 1), deployment("sock-shop", 0)];
        const seen = { deployments, nodes: [node("True")], nodeUsage: undefined };
        const now = surroundingsOf(seen, "sock-shop");
        assert.equal(dangerIn(now, quiet), "outside of the shop, web/api: 1 of 2 pods Ready");
        // It lacked pods before, if not as many.
        const before = { ...quiet, unhealthy: ["web/api: 0 of 2 pods Ready"] };
        assert.equal(dangerIn(now, before), undefined);
    });

    it("is in danger where one more node is not Ready than before", () => {
        const around = (...nodes: readonly JsonObject[]): Surroundings =>
            surroundingsOf({ deployments: [], nodes, nodeUsage: undefined }, "sock-shop");
        const before = around(node("True"), node("False", "old"));
        const both = around(node("False"), node("Unknown", "old"));
        assert.equal(dangerIn(both, before), "node one: Ready=False");
        assert.equal(dangerIn(around(node("True"), node("Unknown", "old")), before), undefined);
    });

    it("is in danger where a node is not Ready or short of memory", () => {
        const around = (status: string, nodeUsage: readonly JsonObject[]): Surroundings =>
            surroundingsOf({ deployments: [], nodes: [node(status)], nodeUsage }, "sock-shop");
        assert.equal(dangerIn(around("False", []), quiet), "node one: Ready=False");
        assert.equal(dangerIn(around("True", []), quiet), undefined);
        const scarce = dangerIn(around("True", [usage]), quiet);
        assert.equal(scarce, "a node has 2 % of its memory left");
        // It had no more before, and nothing came of it.
        const before = { ...quiet, freeMemory: 0.03 };
        assert.equal(dangerIn(around("True", [usage]), before), undefined);
    });
});

describe("the log of monitors", () => {
    it("has a span for each state, up to the last time it was asked", () => {
        const log = new MonitorLog();
        for (const [at, state] of [
            [0, "OK"],
            [5, "OK"],
            [10, "Alert"],
            [15, "Alert"],
        ] as const) {
            log.note(at, [{ name: "one", type: "query alert", state }]);
        }
        assert.deepEqual(log.records, [
            {
                ...{ name: "one", type: "query alert" },
                spans: [
                    { from: 0, to: 10, state: "OK" },
                    { from: 10, to: 15, state: "Alert" },
                ],
            },
        ]);
    });
});

describe("the recorder", () => {
    it("keeps the restarts of pods that are gone, and counts from its first look", () => {
        const recorder = new Recorder();
        const look = lookAfter(30, 100);
        const [container] = look.containers;
        assert.ok(container);
        recorder.record(look);
        recorder.record({ ...look, at: 105, containers: [{ ...container, restarts: 3 }] });
        const younger = { ...container, pod: "front-end-abc-x2", restarts: 4 };
        recorder.record({ ...look, at: 110, containers: [younger] });
        assert.deepEqual(recorder.restarts, { "front-end": 5 });
        const fine = recorder.fine.find(({ metric }) => metric === fineMetrics.restarts);
        assert.deepEqual(fine?.values, [2, 3, 7]);
    });

    it("has what was told between two looks at its own time", () => {
        const recorder = new Recorder();
        const first = lookAfter(0, 100);
        const [container] = first.containers;
        assert.ok(container);
        recorder.record(first);
        const autoscaler = { deployment: "front-end", desired: 3, utilization: 90 };
        recorder.record({
            ...{ ...first, at: 105, containers: [{ ...container, restarts: 2 }] },
            autoscalers: [autoscaler],
            endpoints: [{ service: "front-end", ready: 1 }],
            changes: [
                { at: 101.2, containers: [{ ...container, restarts: 1 }] },
                { at: 102, endpoints: [{ service: "front-end", ready: 0 }] },
                { at: 103, autoscaler },
                { at: 104, containers: [{ ...container, restarts: 2 }] },
            ],
        });
        const points = (metric: string): unknown => {
            const found = recorder.fine.find((one) => one.metric === metric);
            return found?.times.map((time, index) => [time, found.values[index]]);
        };
        assert.deepEqual(points(fineMetrics.restarts), [
            [100, 0],
            [101, 1],
            [104, 2],
            [105, 2],
        ]);
        assert.deepEqual(points(fineMetrics.endpointsReady), [
            [102, 0],
            [105, 1],
        ]);
        assert.deepEqual(points(fineMetrics.hpaDesired), [
            [103, 3],
            [105, 3],
        ]);
        assert.deepEqual(recorder.restarts, { "front-end": 2 });
    });

    it("has ascending times also of a range that cannot keep up and sets its time back", () => {
        const recorder = new Recorder();
        for (const [at, restarts] of [
            [100, 0],
            [105, 1],
            [103, 2],
            [106, 3],
        ] as const) {
            const look = lookAfter(0, at);
            const containers = look.containers.map((one) => ({ ...one, restarts }));
            recorder.record({ ...look, containers, changes: [{ at, containers }] });
        }
        const fine = recorder.fine.find(({ metric }) => metric === fineMetrics.restarts);
        assert.deepEqual(fine?.times, [100, 105, 106]);
        assert.deepEqual(fine.values, [0, 2, 3]);
    });

    it("sends as often as an agent, however often there is a look", () => {
        const recorder = new Recorder();
        for (let at = 100; at <= 130; at += 5) {
            recorder.record(lookAfter(0, at));
        }
        const [restarts] = recorder.series;
        assert.deepEqual(restarts?.times, [90, 105, 120]);
    });
});
