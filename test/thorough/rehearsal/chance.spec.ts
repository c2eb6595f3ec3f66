import assert from "node:assert/strict";

import { plansOf, twinInputOf } from "../../../rehearsal/plans";
import type { ArmPlans } from "../../../rehearsal/plans";
import { performRun } from "../../../rehearsal/run";
import type { RehearsalRequest } from "../../../rehearsal/types";
import { scenarios } from "../../../scenarios/registry";
import { compareArms } from "../../../verdict/compare";
import type { ComparedArm, ComparedFigure } from "../../../verdict/compare";
import type { RunFigures } from "../../../verdict/figures";

const { hybrid } = scenarios;
assert.ok(hybrid);
const contract = hybrid;

/** Slow, but alive; half a minute of it costs little to simulate. */
const request: RehearsalRequest = {
    incident: "hybrid",
    arms: ["none", "replicas"],
    seeds: [1],
    hostSpeed: "published",
    settings: { users: "200", spawnRate: "100", duration: "30s" },
    beforeSeconds: 15,
    afterSeconds: 5,
};

const runs = 240;
const seedsOfArm = 5;
const tries = 100;

async function figuresOf(plans: ArmPlans, seed: number): Promise<RunFigures> {
    const run = { incident: "hybrid", remediation: "none", users: 200, settings: {} };
    const input = twinInputOf(request, plans, seed);
    const { result } = await performRun({ input, run, contract, wantsEvidence: false });
    return result.figures;
}

/** An arm with these runs as its first seeds. */
function armOf(id: string, figures: readonly RunFigures[]): ComparedArm {
    return { id, figures: new Map(figures.map((one, index) => [index, one])) };
}

/** The values in an order that depends on nothing but the number of the shuffle. */
function shuffled<Value>(values: readonly Value[], shuffle: number): readonly Value[] {
    let state = 1 + shuffle;
    return values
        .map((value) => {
            state = (state * 48_271) % 2_147_483_647;
            return { value, rank: state };
        })
        .sort((a, b) => a.rank - b.rank)
        .map(({ value }) => value);
}

describe("a comparison of simulated arms", function () {
    this.timeout(180_000);
    let pool: readonly RunFigures[];

    before(async () => {
        const plans = await plansOf(request, "none");
        const all: RunFigures[] = [];
        for (let seed = 1; seed <= runs; seed++) {
            all.push(await figuresOf(plans, seed));
        }
        pool = all;
    });

    /** In how many tries two arms that differ in nothing but their seeds show no effect. */
    function withoutEffect(figure: ComparedFigure): number {
        const perShuffle = Math.floor(runs / (2 * seedsOfArm));
        const found = Array.from({ length: tries }, (_, index) => {
            const drawn = shuffled(pool, Math.floor(index / perShuffle));
            const start = (index % perShuffle) * 2 * seedsOfArm;
            const middle = start + seedsOfArm;
            const { effects } = compareArms(
                armOf("a", drawn.slice(start, middle)),
                armOf("b", drawn.slice(middle, middle + seedsOfArm)),
            );
            return effects.find((one) => one.figure === figure)?.effect;
        });
        return found.filter((effect) => effect === "no effect shown").length;
    }

    for (const figure of ["meanMs", "p95Ms", "requestsPerSecond", "requestFailureRatio"] as const) {
        it(`shows no effect on ${figure} between equal arms, nine times in ten`, () => {
            assert.ok(withoutEffect(figure) >= 90, `${withoutEffect(figure)} of ${tries}`);
        });
    }

    it("shows the effect of a fix that works, with the same number of seeds", async () => {
        const plans = await plansOf(request, "replicas");
        const fixed: RunFigures[] = [];
        for (let seed = 1; seed <= seedsOfArm; seed++) {
            fixed.push(await figuresOf(plans, seed));
        }
        const { effects } = compareArms(
            armOf("none", pool.slice(0, seedsOfArm)),
            armOf("replicas", fixed),
        );
        const helped = effects.filter(({ effect }) => effect === "helps");
        assert.ok(helped.some(({ figure }) => figure === "p95Ms"));
    });
});
