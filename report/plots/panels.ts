import type { Evidence } from "../../evidence/evidence";
import type { Line, Panel, TimeRange } from "./panel";
import { type PanelDefinition, panelDefinitions } from "./panelDefinitions";
import { pointsOf, stepOf } from "./series";

/** An arm and what happened under it. */
export interface ArmEvidence {
    readonly arm: string;
    readonly evidence: Evidence;
}

/**
 * The plots of a rehearsal. `faulty` are Deployments beside the front-end that the incident breaks.
 * A plot about which no arm has anything to say is left out.
 */
export function panelsOf(
    arms: readonly ArmEvidence[],
    range: TimeRange,
    faulty: readonly string[],
): readonly Panel[] {
    return panelDefinitions(faulty)
        .map((definition) => panelOf(definition, arms, range))
        .filter(({ lines }) => lines.length > 0);
}

function panelOf(
    { curves, thinning, stepSeconds, ...panel }: PanelDefinition,
    arms: readonly ArmEvidence[],
    range: TimeRange,
): Panel {
    const step = Math.max(stepSeconds ?? stepOf(range), ...arms.map(leastStep));
    const lines = arms.flatMap(({ arm, evidence }) =>
        curves(evidence)
            .filter(({ curve }) => curve.size > 0)
            .map(({ curve, isDashed }): Line => ({
                arm,
                isDashed,
                points: pointsOf(curve, range, thinning, step),
            })),
    );
    return { ...panel, lines };
}

/** Looks at a real cluster come late at times: a step has to be wide enough to hold one. */
function leastStep({ evidence }: ArmEvidence): number {
    const interval = Math.max(1, ...evidence.fine.map(({ intervalSeconds }) => intervalSeconds));
    return interval === 1 ? 1 : 3 * interval;
}

/** How long a plot shows before the load, so that it can be told from what was before. Seconds. */
const before = 60;

/** How long it shows after it: at least and at most. The longest back-off is 300 s. */
const [leastAfter, mostAfter] = [120, 420];

/**
 * The stretch of time that all arms' plots show: a minute before the load until a minute after the
 * last recovery, which takes `recoverySeconds` from the end of the load.
 */
export function rangeOf(arms: readonly ArmEvidence[], recoverySeconds: number): TimeRange {
    const ends = arms.map(({ evidence: { run } }) => run.until - run.loadStart);
    const loadEnds = arms.map(({ evidence: { run } }) => run.loadEnd - run.loadStart);
    const after = Math.min(Math.max(recoverySeconds + before, leastAfter), mostAfter);
    const loadEnd = Math.round(Math.max(...loadEnds));
    return {
        from: -before,
        until: Math.round(Math.min(Math.max(...ends), loadEnd + after)),
        loadEnd,
    };
}
