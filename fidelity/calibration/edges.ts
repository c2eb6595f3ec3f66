import type { Symptom } from "../../scenarios/scenario";
import { isWithin } from "../../verdict/contract";
import type { SimulatedFigures } from "../figures";

/** Which bounds are looked at: those that more users break, or those that need enough users. */
export type Side = "ceiling" | "floor";

/** A symptom's figure in a simulated run; undefined where the sweep cannot tell. */
export function figureOf(
    { figure, exceptService }: Symptom,
    run: SimulatedFigures,
): number | undefined {
    switch (figure) {
        case "restarts":
            return exceptService === undefined ? run.killsAtSeconds.length : run.otherKills;
        case "crashLoopBackOffs":
            return run.backOffs;
        case "oomKills":
            return run.oomKills;
        case "requestFailureRatio":
            return run.failedShare;
        case "p95ResponseTimeMs":
            return 1000 * run.p95Seconds;
        case "orderFailureRatio":
        case "browseFailureRatio":
            return undefined;
    }
}

/** The symptoms that a run breaks on that side. */
export function broken(
    symptoms: readonly Symptom[],
    run: SimulatedFigures,
    side: Side,
): readonly Symptom[] {
    return symptoms.filter((symptom) => {
        const value = figureOf(symptom, run);
        return value !== undefined && !isWithin(onSide(symptom, side), value);
    });
}

function onSide(symptom: Symptom, side: Side): Symptom {
    const { atLeast, above, atMost, below, ...rest } = symptom;
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
