import assert from "node:assert/strict";

import type { DistributionSeries, Series } from "../../../evidence/evidence";
import { harmOf } from "../../../verdict/harm";
import { recoveryOf } from "../../../verdict/recovery";
import { firstScaleOut } from "../../../verdict/scaleOut";
import { epoch, sample, series, sketchOf } from "../evidence/sample";

const tags = { kube_deployment: "front-end" };

/** Pods that are there and pods that are wanted, every 15 s from the load's start. */
function coarse(available: readonly number[], desired = available.map(() => 1)): readonly Series[] {
    const points = (values: readonly number[]): (readonly [number, number])[] =>
        values.map((value, index) => [15 * index, value] as const);
    return [
        series("kubernetes_state.deployment.replicas_available", tags, points(available)),
        series("kubernetes_state.deployment.replicas_desired", tags, points(desired)),
    ];
}

function answers(seconds: readonly (readonly [at: number, took: number])[]): DistributionSeries {
    return {
        metric: "sockshop.request_duration_seconds",
        tags: { kube_container_name: "front-end" },
        intervalSeconds: 15,
        times: seconds.map(([at]) => epoch + at),
        sketches: seconds.map(([, took]) => sketchOf([took])),
    };
}

describe("recovery after the load", () => {
    // The load of the sample ends 60 s after its start.
    it("takes until the last pod is there for good", () => {
        const evidence = sample({ series: coarse([1, 0, 0, 1, 1, 0, 0, 1]) });
        assert.deepEqual(recoveryOf(evidence), {
            seconds: 45,
            podsReadySeconds: 45,
            fastSeconds: 0,
        });
    });

    it("is told to the second where there are fine series", () => {
        const points = (low: number, high: number): (readonly [number, number])[] =>
            Array.from({ length: 120 }, (_, at) => [at, at >= low && at < high ? 0 : 1] as const);
        const evidence = sample({
            series: coarse([1, 1, 1, 1, 0, 1, 1, 1, 1]),
            fine: [
                series("deployment.replicas_available", tags, points(50, 68), 1),
                series("deployment.replicas_desired", tags, points(0, 0), 1),
            ],
        });
        assert.equal(recoveryOf(evidence).seconds, 8);
    });

    it("takes no time where nothing was missing", () => {
        assert.equal(recoveryOf(sample({ series: coarse([1, 1, 1, 1, 1, 1]) })).seconds, 0);
    });

    it("waits for fast answers as well", () => {
        const evidence = sample({
            series: coarse([1, 1]),
            distributions: [
                answers([
                    // Still of the load.
                    [60, 9],
                    [75, 0.9],
                    [90, 0.3],
                    [105, 0.05],
                ]),
            ],
        });
        assert.deepEqual(recoveryOf(evidence), {
            seconds: 30,
            podsReadySeconds: 0,
            fastSeconds: 30,
        });
    });

    it("does not take the load's last answers for the shop's first ones after it", () => {
        const distributions = [
            answers([
                [70, 9],
                [85, 0.05],
            ]),
        ];
        assert.equal(recoveryOf(sample({ series: coarse([1, 1]), distributions })).seconds, 0);
    });

    it("has not happened when a pod is missing to the end", () => {
        const evidence = sample({ series: coarse(Array.from({ length: 46 }, () => 0)) });
        assert.equal(recoveryOf(evidence).seconds, null);
    });
});

describe("scale-out", () => {
    it("is told from the load's start", () => {
        const evidence = sample({ series: coarse([1, 1, 2, 3], [1, 1, 2, 3]) });
        assert.equal(firstScaleOut(evidence), 30);
    });

    it("is null where the pods are as many as ever", () => {
        assert.equal(firstScaleOut(sample({ series: coarse([3, 3], [3, 3]) })), null);
    });

    it("is not what a recovery gives back when the load is over", () => {
        // 60 s after the start, when the load of the sample ends.
        const back = coarse([0, 0, 0, 0, 1], [0, 0, 0, 0, 1]);
        assert.equal(firstScaleOut(sample({ series: back })), null);
    });
});

describe("harm", () => {
    it("is told in requests, users, orders and dollars", () => {
        const requests = { ...sample().requests, failedOrders: 2, moneyAtRiskDollars: 45.98 };
        assert.deepEqual(harmOf(sample({ requests })), {
            requestsFailed: 1,
            requests: 3,
            usersHit: 1,
            users: 10,
            ordersFailed: 2,
            ordersUnshipped: null,
            moneyAtRiskDollars: 45.98,
        });
    });

    it("leaves users open where they are not told apart", () => {
        const requests = { ...sample().requests, usersHit: undefined };
        assert.equal(harmOf(sample({ requests })).usersHit, null);
    });
});
