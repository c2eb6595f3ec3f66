import assert from "node:assert/strict";

import { meanInterval, studentT, welchInterval } from "../../../verdict/student";

const near = (value: number | null, wanted: number, within = 0.001): void => {
    assert.ok(value !== null && Math.abs(value - wanted) <= within, `${value}, not ${wanted}`);
};

describe("Student's t", () => {
    // The table that every handbook has: two-sided.
    const table: readonly (readonly [share: number, freedom: number, t: number])[] = [
        [0.95, 1, 12.706],
        [0.95, 2, 4.303],
        [0.95, 3, 3.182],
        [0.95, 4, 2.776],
        [0.95, 9, 2.262],
        [0.99, 9, 3.25],
        [0.95, 30, 2.042],
    ];
    for (const [share, freedom, t] of table) {
        it(`has ${share} of it within ${t} with ${freedom} degrees of freedom`, () => {
            near(studentT(share, freedom), t);
        });
    }
});

describe("the interval of a mean", () => {
    it("is as wide as the values lie apart and few are", () => {
        const { mean, low, high } = meanInterval([4, 6, 8]);
        assert.equal(mean, 6);
        near(high, 6 + (4.303 * 2) / Math.sqrt(3));
        near(low, 6 - (4.303 * 2) / Math.sqrt(3));
    });

    it("is not known of one value", () => {
        assert.deepEqual(meanInterval([4]), { mean: 4, low: null, high: null });
    });
});

describe("the interval of the difference of two groups", () => {
    it("is Welch's: of groups of different spread, by fewer degrees of freedom", () => {
        // Variances 1 and 16 over three each: 5.667 in all, 2.248 degrees of freedom, so 2.
        const { mean, low, high } = welchInterval([9, 10, 11], [16, 20, 24]);
        assert.equal(mean, 10);
        near(high, 10 + 4.303 * Math.sqrt(17 / 3));
        near(low, 10 - 4.303 * Math.sqrt(17 / 3));
    });

    it("is not known where one group is a single run", () => {
        assert.deepEqual(welchInterval([1], [2, 3]), { mean: 1.5, low: null, high: null });
    });
});
