import assert from "node:assert/strict";

import fc from "fast-check";

import { compareArms } from "../../../verdict/compare";
import type { ComparedFigure, Effect } from "../../../verdict/compare";
import { figuresOf } from "../../../verdict/figures";
import type { RunFigures } from "../../../verdict/figures";
import { pairedDifference, studentT } from "../../../verdict/chance";
import { scenarios } from "../../../scenarios/registry";
import { sample } from "../evidence/sample";

const { hybrid } = scenarios;
assert.ok(hybrid);
const base = figuresOf(sample(), hybrid.load);

function effect(
    figure: ComparedFigure,
    reference: readonly (number | null)[],
    values: readonly (number | null)[],
): { readonly effect: Effect | undefined; readonly difference: number | null | undefined } {
    const arm = (remediation: string, all: readonly (number | null)[]) => ({
        remediation,
        figures: all.map((value): RunFigures => ({ ...base, [figure]: value })),
    });
    const { effects } = compareArms(arm("none", reference), arm("hpa", values));
    const found = effects.find((one) => one.figure === figure);
    return { effect: found?.effect, difference: found?.difference };
}

describe("a paired comparison", () => {
    it("has the interval of a worked example", () => {
        // Differences 1, 2, 3, 4, 5: mean 3, deviation 1.5811, t 2.776 at 4 degrees.
        const { difference, interval } = pairedDifference(
            [10, 10, 10, 10, 10],
            [11, 12, 13, 14, 15],
        );
        assert.equal(difference, 3);
        assert.deepEqual(
            interval?.map((value) => Number(value.toFixed(3))),
            [1.037, 4.963],
        );
    });

    it("uses Student's t, beyond its table too", () => {
        // Published values: 30, 40, 60 and 120 degrees.
        for (const [degrees, t] of [
            [1, 12.706],
            [30, 2.042],
            [40, 2.021],
            [60, 2],
            [120, 1.98],
        ] as const) {
            assert.ok(Math.abs(studentT(degrees) - t) < 0.002, String(degrees));
        }
    });

    it("says nothing about chance with a single seed", () => {
        assert.deepEqual(pairedDifference([1], [3]), { difference: 2, interval: null });
        assert.equal(effect("frontEndRestarts", [7], [0]).effect, "no effect shown");
    });

    it("refuses values that cannot be paired", () => {
        assert.throws(() => pairedDifference([1, 2], [1]), RangeError);
        assert.throws(() => pairedDifference([], []), RangeError);
    });

    it("covers the true difference of noisy pairs nineteen times in twenty", () => {
        // Normal noise from uniform draws: the sum of twelve less six.
        let state = 7;
        const uniform = (): number => {
            state = (state * 48_271) % 2_147_483_647;
            return state / 2_147_483_647;
        };
        const noise = (): number => Array.from({ length: 12 }, uniform).reduce((a, b) => a + b) - 6;
        const covered = Array.from({ length: 2_000 }, () => {
            const reference = Array.from({ length: 5 }, noise);
            const { interval } = pairedDifference(
                reference,
                reference.map((value) => value + 1 + noise()),
            );
            return interval !== null && interval[0] <= 1 && interval[1] >= 1;
        }).filter(Boolean).length;
        assert.ok(covered > 1_860 && covered < 1_940, String(covered));
    });
});

describe("the effect of a remediation", () => {
    it("helps where less is better and it is less", () => {
        assert.equal(effect("frontEndRestarts", [7, 6, 7], [0, 0, 0]).effect, "helps");
    });

    it("harms where more is better and it is less", () => {
        assert.equal(effect("successesPerSecond", [300, 301, 299], [20, 21, 22]).effect, "harms");
    });

    it("is not shown where the interval covers zero", () => {
        assert.equal(effect("p95Ms", [100, 200, 300], [150, 180, 290]).effect, "no effect shown");
    });

    it("is not shown where nothing differs", () => {
        assert.equal(effect("oomKills", [0, 0, 0], [0, 0, 0]).effect, "no effect shown");
    });

    it("has no difference where a figure is missing in a seed", () => {
        assert.deepEqual(effect("recoverySeconds", [10, null], [5, 6]), {
            effect: "no effect shown",
            difference: null,
        });
    });

    it("turns round when the arms change places", () => {
        const values = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 3, maxLength: 3 });
        const turned = { helps: "harms", harms: "helps", "no effect shown": "no effect shown" };
        fc.assert(
            fc.property(values, values, (some, others) => {
                const there = effect("frontEndRestarts", some, others).effect ?? "helps";
                const back = effect("frontEndRestarts", others, some).effect;
                assert.equal(back, turned[there]);
            }),
        );
    });
});
