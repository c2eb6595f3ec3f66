import assert from "node:assert/strict";

import type { Evidence, HistoryRow } from "../../../evidence/evidence";
import { fineMetrics } from "../../../evidence/fineMetrics";
import { courseOf, servedWellAfter, stretchFrom } from "../../../verdict/course";
import { sample } from "../evidence/sample";

const start = 1_000_000;

/** One look at the statistics: what had happened until then, and the pace of the last ten seconds. */
interface Look {
    readonly requests: number;
    readonly failures: number;
    readonly orders?: number;
    readonly failedOrders?: number;
    readonly p95?: number;
}

/** A run of these looks, five seconds apart, and of restarts at these seconds. */
function evidenceOf(looks: readonly Look[], restarts: readonly number[] = []): Evidence {
    const base = sample();
    const row = (look: Look, index: number, orders: boolean): HistoryRow => ({
        time: start + 5 * index,
        users: 10,
        method: orders ? "POST" : "",
        name: orders ? "Place Order" : "Aggregated",
        requestsPerSecond: 0,
        failuresPerSecond: 0,
        percentiles: [0.5, 0.66, 0.75, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999, 0.9999, 1].map((share) =>
            share < 0.95 ? 10 : (look.p95 ?? 100),
        ),
        requests: orders ? (look.orders ?? 0) : look.requests,
        failures: orders ? (look.failedOrders ?? 0) : look.failures,
        medianMs: 0,
        meanMs: 0,
        minMs: 0,
        maxMs: 0,
        averageContentBytes: 0,
    });
    const seconds = looks.flatMap((_, index) => [0, 1, 2, 3, 4].map((one) => 5 * index + one));
    return {
        ...base,
        run: { ...base.run, loadStart: start, loadEnd: start + 5 * (looks.length - 1) },
        fine: [
            {
                metric: fineMetrics.restarts,
                tags: { kube_deployment: "front-end" },
                intervalSeconds: 1,
                times: seconds.map((second) => start + second),
                // A pod may have been restarted long before.
                values: seconds.map((second) => 3 + restarts.filter((at) => at <= second).length),
            },
        ],
        requests: {
            ...base.requests,
            total: { ...base.requests.total, name: "Aggregated" },
            history: looks.flatMap((look, index) => [
                row(look, index, true),
                row(look, index, false),
            ]),
        },
    };
}

const mixes = { mix: "checkout", publishedMix: "checkout-published" };

const steady = (many: number, failing: number): Look[] =>
    Array.from({ length: many }, (_, index) => ({
        requests: 100 * index,
        failures: failing * index,
        orders: 10 * index,
        failedOrders: index,
    }));

describe("the course of a run", () => {
    it("counts from a moment on: requests, failures, orders and restarts", () => {
        const looks = steady(13, 0).map((look, index) => ({
            ...look,
            failures: index <= 6 ? 100 * index : 600,
        }));
        const course = courseOf(evidenceOf(looks, [12, 33]), mixes);
        const all = stretchFrom(course, 0);
        assert.deepEqual([all.requests, all.requestFailureRatio], [1_200, 0.5]);
        assert.equal(all.frontEndRestarts, 2);
        const later = stretchFrom(course, 30);
        assert.deepEqual([later.requests, later.requestFailureRatio], [600, 0]);
        assert.equal(later.orderFailureRatio, 0.1);
        assert.equal(later.frontEndRestarts, 1);
    });

    it("has the orders that wait for shipment at its end, however long they have waited", () => {
        const evidence = evidenceOf(steady(13, 0));
        const queued = courseOf(
            {
                ...evidence,
                series: [
                    ...evidence.series,
                    {
                        metric: "sockshop.queue.messages_ready",
                        tags: { queue: "shipping-task" },
                        intervalSeconds: 15,
                        times: [start + 15, start + 30, start + 60],
                        values: [20, 50, 7],
                    },
                ],
            },
            mixes,
        );
        assert.equal(stretchFrom(queued, 0).unshippedOrders, 7);
        assert.equal(stretchFrom(queued, 45).unshippedOrders, 7);
        assert.equal(stretchFrom(queued.slice(0, 8), 0).unshippedOrders, 50);
        assert.equal(stretchFrom(queued.slice(0, 2), 0).unshippedOrders, null);
    });

    it("has no ratio of nothing", () => {
        const silent = courseOf(
            evidenceOf(steady(5, 0).map(() => ({ requests: 0, failures: 0 }))),
            mixes,
        );
        assert.equal(stretchFrom(silent, 0).requestFailureRatio, null);
        assert.equal(stretchFrom(silent, 0).orderFailureRatio, null);
    });

    it("has the 95th percentile of most of the time, not of the moment in which a fix comes", () => {
        const course = (slow: number) =>
            courseOf(
                evidenceOf(
                    steady(13, 0).map((look, index) => ({
                        ...look,
                        p95: index <= slow ? 9_000 : 300,
                    })),
                ),
                mixes,
            );
        assert.equal(stretchFrom(course(2), 0).p95Ms, 300);
        assert.equal(stretchFrom(course(8), 0).p95Ms, 9_000);
        assert.equal(stretchFrom(course(8), 40).p95Ms, 300);
        assert.equal(stretchFrom(courseOf(evidenceOf([]), mixes), 0).p95Ms, null);
    });
});

describe("being served well", () => {
    const courseWith = (bad: (index: number) => Partial<Look>, many = 25) => {
        let failures = 0;
        return courseOf(
            evidenceOf(
                steady(many, 0).map((look, index) => {
                    const change = bad(index);
                    failures += change.failures ?? 0;
                    return { ...look, ...change, failures };
                }),
            ),
            mixes,
        );
    };

    it("begins after the last stretch with failures or slowness", () => {
        assert.equal(
            servedWellAfter(
                courseWith(() => ({})),
                30,
            ),
            0,
        );
        const failing = courseWith((index) => (index <= 9 ? { failures: 5 } : {}));
        assert.equal(servedWellAfter(failing, 30), 15);
        const slow = courseWith((index) => (index <= 12 ? { p95: 1_000 } : {}));
        assert.equal(servedWellAfter(slow, 30), 30);
    });

    it("puts up with one failure in twenty-five", () => {
        assert.equal(
            servedWellAfter(
                courseWith(() => ({ failures: 4 })),
                30,
            ),
            0,
        );
        assert.equal(
            servedWellAfter(
                courseWith(() => ({ failures: 5 })),
                30,
            ),
            null,
        );
    });

    it("has not begun where nobody gets an answer, or for a moment only", () => {
        const silent = courseOf(
            evidenceOf(steady(25, 0).map((look) => ({ ...look, requests: 7 }))),
            mixes,
        );
        assert.equal(servedWellAfter(silent, 30), null);
        const atLast = courseWith((index) => (index <= 22 ? { failures: 50 } : {}));
        assert.equal(servedWellAfter(atLast, 30), null);
    });
});
