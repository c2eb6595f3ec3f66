import { failureReasons } from "../../evidence/evidence";
import { fineMetrics } from "../../evidence/fineMetrics";
import type { FailurePanel, TimeRange } from "./panel";
import type { ArmEvidence } from "./panels";
import { curveOf, pointsOf } from "./series";

/** Users fail in bursts of a few seconds; in finer steps there would be needles only. */
const stepSeconds = 10;

/** Failed requests a second by reason, an entry per arm; without reasons that never came up. */
export function failuresOf(
    arms: readonly ArmEvidence[],
    range: TimeRange,
): readonly FailurePanel[] {
    return arms.map(({ arm, evidence }) => ({
        arm,
        reasons: failureReasons
            .map((reason) => ({
                reason,
                curve: curveOf(evidence, fineMetrics.failures, { reason }),
            }))
            .filter(({ curve }) => [...curve.values()].some((value) => value > 0))
            .map(({ reason, curve }) => ({
                reason,
                points: pointsOf(curve, range, "mean", stepSeconds),
            })),
    }));
}
