import assert from "node:assert/strict";

import {
    costMilliseconds,
    turnCount,
    turnMilliseconds,
    warmthMebibytes,
} from "../../../support/node/shop/cost";

describe("the stand-in front-end's cost of a request", () => {
    const warm = 2_500;

    it("is what a page costs on this machine kind, alone and warm", () => {
        assert.equal(costMilliseconds("page", 1, warm), 1.1);
        // Nobody waits: not even the request itself counts as less than one.
        assert.equal(costMilliseconds("page", 0, warm), 1.1);
    });

    it("falls with the requests in flight, and no further than was measured", () => {
        const costs = [1, 5, 20, 60, 100, 400, 800, 5_000].map((inFlight) =>
            costMilliseconds("catalogue", inFlight, warm),
        );
        assert.deepEqual(
            costs,
            costs.toSorted((a, b) => b - a),
        );
        const alone = costs[0] ?? 0;
        assert.ok(Math.abs((costs[2] ?? 0) / alone - 0.68 / 1.19) < 1e-9);
        assert.ok(Math.abs((costs.at(-1) ?? 0) / alone - 0.49 / 1.19) < 1e-9);
    });

    it("comes in turns of the loop, of which a probe has fewer than what users ask for", () => {
        const ofMix =
            (8 * turnCount("catalogue") + 2 * turnCount("page") + turnCount("login")) / 11;
        // Lab: a probe is done after 0.8 of the mean; it has a connection to be accepted as well.
        const share = (turnCount("page") + 1) / ofMix;
        assert.ok(share > 0.7 && share < 0.9, `${share}`);
        const turns = turnCount("page") * turnMilliseconds("page", 1, warm);
        assert.ok(Math.abs(turns - costMilliseconds("page", 1, warm)) < 1e-9);
    });

    it("is higher in a cold process", () => {
        assert.ok(costMilliseconds("page", 1, 0) > 1.5 * costMilliseconds("page", 1, warm));
    });

    it("comes with memory that warmth brings, up to 56 MiB", () => {
        assert.equal(warmthMebibytes(0), 0);
        assert.equal(warmthMebibytes(warm / 2), 28);
        assert.equal(warmthMebibytes(10 * warm), 56);
    });
});
