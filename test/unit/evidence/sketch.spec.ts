import assert from "node:assert/strict";

import fc from "fast-check";

import { mergeSketches, quantile, zeroBin, binOf } from "../../../evidence/sketch";
import { sketchOf } from "./sample";

const values = fc.array(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), {
    minLength: 1,
    maxLength: 200,
});

/** The value at a share of the sorted values, as the sketch ranks them. */
function exact(all: readonly number[], share: number): number {
    const sorted = [...all].sort((a, b) => a - b);
    return sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
}

describe("a sketch", () => {
    it("gives any percentile within one percent", () => {
        fc.assert(
            fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (all, share) => {
                const found = quantile(sketchOf(all), share) ?? 0;
                const wanted = exact(all, share);
                assert.ok(Math.abs(found - wanted) <= 0.01 * wanted, `${found} for ${wanted}`);
            }),
        );
    });

    it("of parts, merged, is the sketch of the whole", () => {
        fc.assert(
            fc.property(values, values, (some, others) => {
                const merged = mergeSketches([sketchOf(some), sketchOf(others)]);
                const whole = sketchOf([...some, ...others]);
                assert.deepEqual(merged.bins, whole.bins);
                assert.equal(merged.count, whole.count);
                assert.deepEqual([merged.min, merged.max], [whole.min, whole.max]);
            }),
        );
    });

    it("keeps zeros apart from what is merely small", () => {
        const { bins } = sketchOf([0, 0, 0.001]);
        assert.deepEqual(bins, [
            [zeroBin, 2],
            [binOf(0.001), 1],
        ]);
    });

    it("of nothing has no percentile", () => {
        assert.equal(quantile(sketchOf([]), 0.5), undefined);
    });

    it("refuses what is below zero or no number", () => {
        assert.throws(() => sketchOf([-1]), RangeError);
        assert.throws(() => sketchOf([Number.NaN]), RangeError);
    });
});
