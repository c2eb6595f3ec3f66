import assert from "node:assert/strict";

import { pointsOf, ratioOf, stepOf, type Thinning } from "../../../report/plots/series";

const range = { from: 0, until: 6, loadEnd: 4 };

const curve = new Map([
    [0, 1],
    [1, 5],
    [2, 3],
    [3, 1000],
]);

describe("the points of a plot", () => {
    it("are one per second where there is room", () => {
        assert.equal(stepOf(range), 1);
        const values = pointsOf(curve, range, "mean").map(([, value]) => value);
        assert.deepEqual(values, [1, 5, 3, 1000, null, null]);
    });

    it("are the mean of the seconds between them, to three digits", () => {
        const values = pointsOf(curve, range, "mean", 2).map(([, value]) => value);
        assert.deepEqual(values, [3, 502, null]);
    });

    it("can be the highest, the last or the middle of the seconds between them", () => {
        const values = (thinning: Thinning): unknown =>
            pointsOf(curve, range, thinning, 3).map(([, value]) => value);
        assert.deepEqual(values("max"), [5, 1000]);
        assert.deepEqual(values("last"), [3, 1000]);
        assert.deepEqual(values("median"), [3, 1000]);
    });

    it("stay few however long the run", () => {
        const hours = { from: -60, until: 4 * 3600, loadEnd: 3600 };
        assert.ok(pointsOf(new Map(), hours, "mean").length <= 270);
    });

    it("leave out a share of nothing", () => {
        const whole = new Map([
            [0, 2],
            [1, 0],
        ]);
        assert.deepEqual([...ratioOf(curve, whole)], [[0, 0.5]]);
    });
});
