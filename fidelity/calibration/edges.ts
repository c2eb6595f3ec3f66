import type { Symptom } from "../../scenarios/scenario";
import { type Contract, figureOf, isMet } from "../../verdict/contract";
import type { SimulatedFigures } from "../figures";
import { contractFigures } from "./contractFigures";

/** Which bounds are looked at: those that more users break, or those that need enough users. */
export type Side = "ceiling" | "floor";

/** The symptoms of a contract that a run breaks on that side. */
export function broken(contract: Contract, run: SimulatedFigures, side: Side): readonly Symptom[] {
    const figures = contractFigures(contract, run);
    return contract.symptoms.filter((symptom) => {
        const half = onSide(symptom, side);
        return half !== undefined && !isMet(half, figureOf(symptom, figures));
    });
}

/** The symptom's bounds on that side; undefined when it has none there. */
function onSide(symptom: Symptom, side: Side): Symptom | undefined {
    const { atLeast, above, atMost, below, ...rest } = symptom;
    const [inclusive, exclusive] = side === "floor" ? [atLeast, above] : [atMost, below];
    if (inclusive === undefined && exclusive === undefined) {
        return undefined;
    }
    return side === "floor" ? { ...rest, atLeast, above } : { ...rest, atMost, below };
}

/**
 * The highest whole number from `low` to `high` for which `holds` does, given that it holds up to
 * some number and not beyond; undefined when it does not even hold for `low`.
 */
export async function highestThat(
    low: number,
    high: number,
    grain: number,
    holds: (value: number) => Promise<boolean>,
): Promise<number | undefined> {
    if (!(await holds(low))) {
        return undefined;
    }
    if (await holds(high)) {
        return high;
    }
    let [good, bad] = [low, high];
    while (bad - good > grain) {
        const middle = Math.round((good + bad) / 2);
        if (await holds(middle)) {
            good = middle;
        } else {
            bad = middle;
        }
    }
    return good;
}
