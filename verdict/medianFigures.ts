import { failureReasons } from "../evidence/evidence";
import type { FailureReason } from "../evidence/evidence";
import { comparedFigures } from "./compare";
import type { RunFigures } from "./figures";
import { median, medianOrNull } from "./chance";

type MedianFigure = "requests" | "heldUsers" | (typeof comparedFigures)[number];

/** The median of each figure on its own; null where more than half of the runs have no value. */
export function medianFigures(runs: readonly RunFigures[]): RunFigures {
    const [first] = runs;
    if (first === undefined) {
        throw new RangeError("There is no median of no runs.");
    }
    const ofFigure = (figure: MedianFigure): number | null =>
        medianOrNull(runs.map((run) => run[figure]));
    const compared = Object.fromEntries(
        [...comparedFigures, "requests" as const, "heldUsers" as const].map((figure) => [
            figure,
            ofFigure(figure),
        ]),
    );
    const reasons = Object.fromEntries(
        failureReasons.map((reason) => [
            reason,
            median(runs.map(({ failuresByReason }) => failuresByReason[reason])),
        ]),
    ) as Record<FailureReason, number>;
    return { ...first, ...compared, failuresByReason: reasons };
}
