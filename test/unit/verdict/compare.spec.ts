import assert from "node:assert/strict";

import fc from "fast-check";

import { compareArms } from "../../../verdict/compare";
import type { ComparedFigure, Effect } from "../../../verdict/compare";
import { figuresOf } from "../../../verdict/figures";
import type { RunFigures } from "../../../verdict/figures";
import { signTest } from "../../../verdict/chance";
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
    const arm = (id: string, all: readonly (number | null)[]) => ({
        id,
        figures: new Map(
            all.map((value, seed): [number, RunFigures] => [seed, { ...base, [figure]: value }]),
        ),
    });
    const { effects } = compareArms(arm("none", reference), arm("hpa", values));
    const found = effects.find((one) => one.figure === figure);
    return { effect: found?.effect, difference: found?.difference };
}

describe("the sign test", () => {
    it("has the probabilities of coins", () => {
        assert.equal(signTest(5, 5), 2 / 32);
        assert.equal(signTest(0, 5), 2 / 32);
        assert.equal(signTest(9, 10), 22 / 1024);
        assert.equal(signTest(5, 10), 1);
    });

    it("shows an effect with five of five and nine of ten, not with four of five", () => {
        const better = (many: number, of: number): Effect | undefined =>
            effect(
                "meanMs",
                Array.from({ length: of }, () => 10),
                Array.from({ length: of }, (_, index) => (index < many ? 5 : 15)),
            ).effect;
        assert.equal(better(5, 5), "helps");
        assert.equal(better(9, 10), "helps");
        assert.equal(better(4, 5), "no effect shown");
        assert.equal(better(8, 10), "no effect shown");
        assert.equal(better(0, 5), "harms");
    });

    it("takes no side on when an autoscaler first acts, as the report takes none", () => {
        const earlier = effect("firstScaleOutSeconds", [60, 60, 60, 60, 60], [30, 30, 30, 30, 30]);
        assert.deepEqual(earlier, { effect: "no effect shown", difference: -30 });
    });

    it("says nothing about chance with a single seed", () => {
        assert.equal(effect("frontEndRestarts", [7], [0]).effect, "no effect shown");
    });

    it("pairs the seeds that both arms have, and no others", () => {
        const arm = (id: string, given: Readonly<Record<number, number>>) => ({
            id,
            figures: new Map(
                Object.entries(given).map(([seed, meanMs]) => [Number(seed), { ...base, meanMs }]),
            ),
        });
        const { effects } = compareArms(
            arm("a", { 1: 10, 2: 20, 3: 30 }),
            arm("b", { 2: 1, 3: 2 }),
        );
        const found = effects.find(({ figure }) => figure === "meanMs");
        assert.deepEqual([found?.reference, found?.value, found?.difference], [25, 1.5, -23.5]);
        assert.deepEqual(found?.range, [-28, -19]);
    });
});

describe("the effect of a remediation over repetitions", () => {
    const over = (reference: readonly number[], values: readonly number[]) => {
        const arm = (id: string, all: readonly number[]) => ({
            id,
            figures: new Map(all.map((meanMs, at) => [at + 1, { ...base, meanMs }])),
        });
        const { effects } = compareArms(arm("none", reference), arm("hpa", values), "student");
        return effects.find(({ figure }) => figure === "meanMs");
    };

    it("is shown by three that agree, which signs never could", () => {
        const found = over([100, 110, 90], [50, 59, 41]);
        assert.deepEqual([found?.effect, found?.difference], ["helps", -50]);
        const [low = 0, high = 0] = found?.range ?? [];
        assert.ok(Math.abs(high - (-50 + (4.303 * 1) / Math.sqrt(3))) < 0.001, `${high}`);
        assert.ok(Math.abs(low - (-50 - (4.303 * 1) / Math.sqrt(3))) < 0.001, `${low}`);
        assert.equal(over([50, 59, 41], [100, 110, 90])?.effect, "harms");
    });

    it("is paired: what a whole repetition had in common is no difference", () => {
        assert.equal(over([100, 500, 900], [90, 491, 889])?.effect, "helps");
    });

    it("is not shown where the interval holds no difference as well", () => {
        assert.equal(over([100, 110, 90], [50, 150, 60])?.effect, "no effect shown");
    });

    it("has no interval with one repetition", () => {
        const found = over([100], [50]);
        assert.deepEqual([found?.difference, found?.range], [-50, null]);
        assert.equal(found?.effect, "no effect shown");
    });
});

describe("the effect of a remediation", () => {
    it("helps where less is better and it is less", () => {
        assert.equal(effect("frontEndRestarts", [7, 6, 7, 7, 8], [0, 0, 0, 0, 0]).effect, "helps");
    });

    it("harms where more is better and it is less", () => {
        assert.equal(
            effect("successesPerSecond", [300, 301, 299, 300, 300], [20, 21, 22, 20, 20]).effect,
            "harms",
        );
    });

    it("is not shown where the seeds do not agree", () => {
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
        const values = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 5, maxLength: 5 });
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
