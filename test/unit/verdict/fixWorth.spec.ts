import assert from "node:assert/strict";

import { scenario } from "../../../scenarios/incidents/shipments";
import type { Stretch } from "../../../verdict/course";
import { leadOf, verdictOf, type Worth, worthOf } from "../../../verdict/fixWorth";

const stretch = (change: Partial<Stretch>): Stretch => ({
    requests: 1_000,
    requestFailureRatio: 0.8,
    orderFailureRatio: null,
    unshippedOrders: null,
    p95Ms: 1_200,
    frontEndRestarts: 0,
    ...change,
});

const ofFailures = (left: number, change: Partial<Stretch> = {}): Worth | undefined =>
    worthOf("requestFailureRatio", stretch({ requestFailureRatio: left, ...change }), stretch({}));

describe("what a fix is worth in one run", () => {
    it("is how much of the harm is gone", () => {
        assert.equal(ofFailures(0.08), "cures");
        assert.equal(ofFailures(0.09), "helps");
        assert.equal(ofFailures(0.4), "helps");
        assert.equal(ofFailures(0.41), "hardly helps");
        assert.equal(ofFailures(0.73), "does nothing");
        assert.equal(ofFailures(0.87), "does nothing");
        assert.equal(ofFailures(0.89), "makes it worse");
    });

    it("is how many orders need not wait for shipment, where every answer is a success", () => {
        const lead = leadOf(scenario);
        const worth = (left: number, before = 400): Worth | undefined =>
            worthOf(
                lead,
                stretch({ requestFailureRatio: 0, unshippedOrders: left }),
                stretch({ requestFailureRatio: 0, unshippedOrders: before }),
            );
        assert.equal(worth(0), "cures");
        assert.equal(worth(200), "helps");
        assert.equal(worth(399), "does nothing");
        // As many as may stand in the queue of a healthy shop.
        assert.equal(worth(4, 1), undefined);
        assert.equal(worth(400, 1), "makes it worse");
    });

    it("is no cure while the front-end is still killed", () => {
        assert.equal(ofFailures(0, { frontEndRestarts: 1 }), "helps");
    });

    it("is a cure of slowness where the shop is as fast as ever", () => {
        const answered = { requestFailureRatio: 0 };
        const slow = (p95Ms: number): Worth | undefined =>
            worthOf("p95Ms", stretch({ ...answered, p95Ms }), stretch(answered));
        assert.equal(slow(199), "cures");
        assert.equal(slow(201), "helps");
        assert.equal(slow(1_150), "does nothing");
    });

    it("is no cure where quick answers say no", () => {
        const refusing = stretch({ p95Ms: 100, requestFailureRatio: 0.6 });
        const slow = stretch({ requestFailureRatio: 0 });
        assert.equal(worthOf("p95Ms", refusing, slow), "helps");
        assert.equal(worthOf("p95Ms", { ...refusing, requestFailureRatio: 0.04 }, slow), "cures");
    });

    it("cannot be told where nothing was wrong, or next to nothing", () => {
        const failing = (share: number): Stretch => stretch({ requestFailureRatio: share });
        const worth = (left: number, before: number): Worth | undefined =>
            worthOf("requestFailureRatio", failing(left), failing(before));
        assert.equal(worth(0, 0), undefined);
        assert.equal(worth(0.0001, 0.0002), undefined);
        assert.equal(worth(0.5, 0), "makes it worse");
        assert.equal(worthOf("orderFailureRatio", stretch({}), stretch({})), undefined);
        const quick = (p95Ms: number): Stretch => stretch({ p95Ms });
        assert.equal(worthOf("p95Ms", quick(120), quick(150)), undefined);
    });

    it("is worse than nothing where nobody gets an answer any more", () => {
        const silent = stretch({ requestFailureRatio: null });
        assert.equal(worthOf("requestFailureRatio", silent, stretch({})), "makes it worse");
        assert.equal(worthOf("requestFailureRatio", stretch({}), silent), undefined);
    });
});

describe("the verdict of several runs", () => {
    const judgement = (...worths: Parameters<typeof verdictOf>[0]): string =>
        verdictOf(worths).judgement;

    it("is what all runs say", () => {
        assert.equal(judgement("cures", "cures"), "cures");
        assert.equal(judgement("cures", "helps"), "helps");
    });

    it("is a count where a fix helps in some runs and not in others, whatever their mean", () => {
        const worths = ["helps", "does nothing", "does nothing", "hardly helps", "cures"] as const;
        assert.deepEqual(verdictOf(worths), {
            judgement: "helps sometimes",
            cured: 1,
            helped: 2,
            seeds: 5,
        });
    });

    it("is the run in the middle where it helps in none", () => {
        assert.equal(judgement("does nothing", "hardly helps", "does nothing"), "does nothing");
        assert.equal(
            judgement("makes it worse", "makes it worse", "does nothing"),
            "makes it worse",
        );
    });

    it("says so where the fix never came, or there was no harm", () => {
        assert.equal(judgement("comes too late", "comes too late"), "comes too late");
        assert.equal(judgement("nobody is told", undefined), "nobody is told");
        assert.equal(judgement("comes too late", "cures"), "helps sometimes");
        assert.equal(judgement(undefined, undefined), "no harm");
    });

    it("is that of the runs in which there was harm", () => {
        assert.deepEqual(verdictOf(["cures", undefined, "cures"]), {
            judgement: "cures",
            cured: 2,
            helped: 2,
            seeds: 2,
        });
    });
});
