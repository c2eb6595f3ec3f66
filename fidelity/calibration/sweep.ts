import type { Symptom } from "../../scenarios/scenario";
import type { Contract } from "../../verdict/contract";
import type { SimulatedFigures } from "../figures";
import { broken, highestThat, type Side } from "./edges";

/** Simulates that many users under every seed. */
export type Trial = (users: number) => Promise<readonly SimulatedFigures[]>;

export interface Sweep {
    /** The highest count that breaks no upper bound under any seed; undefined: none found. */
    readonly upper: number | undefined;
    /** The lowest count that reaches every lower bound under every seed. */
    readonly lower: number | undefined;
    /** What breaks just above the upper edge. */
    readonly brokenAbove: readonly Symptom[];
    /** What is not yet reached just below the lower edge. */
    readonly missingBelow: readonly Symptom[];
}

/** Edges are known to so many users. */
export const grain = 5;

/**
 * The counts of users that keep a symptom contract, by bisection: first the upper edge, then the
 * lower one below it. A bound holds when it holds under every seed.
 */
export async function sweep(contract: Contract, trial: Trial, most: number): Promise<Sweep> {
    const known = new Map<number, Promise<readonly SimulatedFigures[]>>();
    const run = (users: number): Promise<readonly SimulatedFigures[]> => {
        const figures = known.get(users) ?? trial(users);
        known.set(users, figures);
        return figures;
    };
    const brokenAt = async (users: number, side: Side): Promise<readonly Symptom[]> => {
        const figures = await run(users);
        const found = figures.flatMap((figure) => broken(contract, figure, side));
        return contract.symptoms.filter((symptom) => found.includes(symptom));
    };
    const holds = async (users: number, side: Side): Promise<boolean> =>
        (await brokenAt(users, side)).length === 0;
    const upper = await highestThat(1, most, grain, (users) => holds(users, "ceiling"));
    const tooFew = await highestThat(1, upper ?? most, grain, async (users) => {
        return !(await holds(users, "floor"));
    });
    const lower =
        tooFew === undefined ? 1 : tooFew === (upper ?? most) ? undefined : tooFew + grain;
    const above = Math.min(most, (upper ?? 0) + grain);
    return {
        upper,
        lower: lower !== undefined && upper !== undefined ? Math.min(lower, upper) : lower,
        brokenAbove: upper === most ? [] : await brokenAt(above, "ceiling"),
        missingBelow: tooFew === undefined ? [] : await brokenAt(tooFew, "floor"),
    };
}
