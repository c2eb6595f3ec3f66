import { equal, ok } from "node:assert/strict";

import { requestCost } from "../../../../twin/physics/frontEnd";
import { TurnCost } from "../../../../twin/pod/turnCost";
import { batchingFactors, coldFactor } from "../../../../twin/pod/warmth";

/** What a turn takes alone, in seconds. */
const work = 1e-3;

function costs(hostSpeed = 1): TurnCost {
    return new TurnCost(requestCost, hostSpeed);
}

/** A process that has just done so much work that its caches are full. */
function busy(): TurnCost {
    const cost = costs();
    for (let turn = 0; turn < 10_000; turn++) {
        cost.turn(work, 1);
    }
    return cost;
}

describe("what a turn of the event loop costs", () => {
    it("is more after standing still, the more the longer, and up to the whole refill", () => {
        const [none, short, long] = [0, 0.005, 1].map((seconds) => {
            const cost = busy();
            cost.stoodStill(0, seconds);
            return cost.turn(work, 1);
        });
        ok((none ?? 0) < (short ?? 0) && (short ?? 0) < (long ?? 0));
        const cost = busy();
        const before = cost.turn(work, 1);
        cost.stoodStill(0, 1);
        let refill = 0;
        for (let turn = 0; turn < 10_000; turn++) {
            refill += cost.turn(work, 1) - before;
        }
        ok(Math.abs(refill / requestCost.caches.refillCpuSeconds - 1) < 0.05, `${refill}`);
    });

    it("is less the more requests are in flight, down to that of a crowd", () => {
        const factors = [1, 2, 10, 100, 1000].map(batchingFactors(requestCost.batching));
        equal(factors[0], requestCost.batching.alone);
        ok(factors.every((factor, nth) => nth === 0 || factor < (factors[nth - 1] ?? 0)));
        ok(factors.every((factor) => factor > requestCost.batching.crowd));
    });

    it("is what a cold process costs until it has served enough", () => {
        const { excess, requests } = requestCost.cold;
        equal(coldFactor(requestCost.cold, 0), 1 + excess);
        equal(coldFactor(requestCost.cold, requests), 1 + excess / 2);
    });

    it("is in proportion to the machine's slowness", () => {
        ok(Math.abs(costs(3).turn(work, 1) / costs(1).turn(work, 1) - 3) < 1e-9);
    });
});
