import type { RunFigures } from "./figures";
import { mean, pairedDifference } from "./interval";

/** The figures that arms are compared by, and which way is better. */
const better = {
    requestFailureRatio: "lower",
    orderFailureRatio: "lower",
    requestsPerSecond: "higher",
    successesPerSecond: "higher",
    meanMs: "lower",
    p50Ms: "lower",
    p95Ms: "lower",
    p99Ms: "lower",
    maxMs: "lower",
    frontEndRestarts: "lower",
    otherRestarts: "lower",
    oomKills: "lower",
    crashLoopBackOffs: "lower",
    firstScaleOutSeconds: "lower",
    recoverySeconds: "lower",
} as const satisfies Partial<Record<keyof RunFigures, "lower" | "higher">>;

export type ComparedFigure = keyof typeof better;

export const comparedFigures = Object.keys(better) as ComparedFigure[];

export type Effect = "helps" | "harms" | "no effect shown";

/** What an arm changes about one figure, next to the reference arm. */
export interface FigureEffect {
    readonly figure: ComparedFigure;
    /** Means over the seeds; null where a figure has no value in some seed. */
    readonly reference: number | null;
    readonly value: number | null;
    /** Mean of the differences seed by seed, and its 95 % confidence interval. */
    readonly difference: number | null;
    readonly interval: readonly [low: number, high: number] | null;
    /** Each interval stands for itself: of twenty without any effect, one shows one by chance. */
    readonly effect: Effect;
}

export interface Comparison {
    readonly reference: string;
    readonly remediation: string;
    readonly effects: readonly FigureEffect[];
}

/** The runs of an arm, in the order of the seeds. */
export interface ComparedArm {
    readonly remediation: string;
    readonly figures: readonly RunFigures[];
}

/** Compares an arm with another one that had the same seeds, figure by figure. */
export function compareArms(reference: ComparedArm, arm: ComparedArm): Comparison {
    return {
        reference: reference.remediation,
        remediation: arm.remediation,
        effects: comparedFigures.map((figure) =>
            effectOf(figure, valuesOf(reference, figure), valuesOf(arm, figure)),
        ),
    };
}

function valuesOf(arm: ComparedArm, figure: ComparedFigure): readonly number[] | undefined {
    const values = arm.figures.map((figures) => figures[figure]);
    return values.every((value) => value !== null) ? values : undefined;
}

function effectOf(
    figure: ComparedFigure,
    reference: readonly number[] | undefined,
    values: readonly number[] | undefined,
): FigureEffect {
    const means = {
        figure,
        reference: reference === undefined ? null : mean(reference),
        value: values === undefined ? null : mean(values),
    };
    if (reference === undefined || values === undefined) {
        return { ...means, difference: null, interval: null, effect: "no effect shown" };
    }
    const { difference, interval } = pairedDifference(reference, values);
    return { ...means, difference, interval, effect: judge(figure, interval) };
}

function judge(figure: ComparedFigure, interval: FigureEffect["interval"]): Effect {
    const [low, high] = interval ?? [0, 0];
    if (low <= 0 && high >= 0) {
        return "no effect shown";
    }
    const isLower = high < 0;
    return isLower === (better[figure] === "lower") ? "helps" : "harms";
}
