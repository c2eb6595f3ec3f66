import * as assert from "node:assert/strict";

import { leastValues, medianInterval } from "../../../verdict/medianInterval";

const upTo = (count: number): readonly number[] =>
    Array.from({ length: count }, (_, index) => index + 1);

describe("The interval of a median", () => {
    it("is not there for fewer than six values, and all of six", () => {
        assert.equal(leastValues, 6);
        assert.equal(medianInterval(upTo(5)), undefined);
        assert.deepEqual(medianInterval(upTo(6)), [1, 6]);
    });

    it("leaves out as many at the ends as tables of order statistics do", () => {
        // Ranks of 95 % intervals from the binomial distribution with p = 1/2.
        const ranks = { 8: [1, 8], 9: [2, 8], 10: [2, 9], 15: [4, 12], 20: [6, 15], 30: [10, 21] };
        for (const [count, expected] of Object.entries(ranks)) {
            assert.deepEqual(medianInterval(upTo(Number(count))), expected, count);
        }
    });

    it("goes by order: values may come in any, and be alike", () => {
        assert.deepEqual(medianInterval([50, 50, 10, 50, 90, 50, 50, 50, 50]), [50, 50]);
    });
});
