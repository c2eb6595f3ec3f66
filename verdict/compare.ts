import type { RunFigures } from "./figures";
import { median, signTest } from "./chance";
import { meanInterval } from "./student";

/**
 * The figures that arms are compared by, and which way is better. Undefined: neither way. An autoscaler
 * that acts early was near its target before, and one that acts late may have had no need to.
 */
export const betterWay = {
    requestFailureRatio: "lower",
    orderFailureRatio: "lower",
    unshippedOrders: "lower",
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
    firstScaleOutSeconds: undefined,
    recoverySeconds: "lower",
} as const satisfies Partial<Record<keyof RunFigures, "lower" | "higher" | undefined>>;

export type ComparedFigure = keyof typeof betterWay;

export const comparedFigures = Object.keys(betterWay) as ComparedFigure[];

export type Effect = "helps" | "harms" | "no effect shown";

/**
 * A difference is shown when it goes the same way in so many seeds that coins would do so one time
 * in sixteen at most: in five of five, in nine of ten.
 */
const chance = 1 / 16;

/** What an arm changes about one figure, next to the reference arm. */
export interface FigureEffect {
    readonly figure: ComparedFigure;
    /** Medians over the seeds that both arms have; null where a figure has no value in some seed. */
    readonly reference: number | null;
    readonly value: number | null;
    /**
     * Of the differences run by run: by signs the median, smallest and largest, by Student's t the
     * mean and its interval.
     */
    readonly difference: number | null;
    readonly range: readonly [low: number, high: number] | null;
    /** In how many seeds the value is better, and in how many worse, than without the fix. */
    readonly better: number;
    readonly worse: number;
    /** Each figure stands for itself: of sixteen without any effect, one shows one by chance. */
    readonly effect: Effect;
}

export interface Comparison {
    /** Ids of the arms. */
    readonly reference: string;
    readonly arm: string;
    readonly effects: readonly FigureEffect[];
}

/** The runs of an arm, by seed. */
export interface ComparedArm {
    readonly id: string;
    readonly figures: ReadonlyMap<number, RunFigures>;
}

/**
 * How differences are told from chance: of seeds, which cost nothing, by their signs; of the few
 * repetitions of an experiment by their mean and its 95 % interval.
 */
export type Method = "signs" | "student";

/** Compares an arm with another one, figure by figure, over the seeds or repetitions of both. */
export function compareArms(
    reference: ComparedArm,
    arm: ComparedArm,
    method: Method = "signs",
): Comparison {
    const seeds = [...arm.figures.keys()].filter((seed) => reference.figures.has(seed));
    const valuesOf = (one: ComparedArm, figure: ComparedFigure): readonly number[] | undefined => {
        const values = seeds.map((seed) => one.figures.get(seed)?.[figure] ?? null);
        return values.every((value) => value !== null) ? values : undefined;
    };
    return {
        reference: reference.id,
        arm: arm.id,
        effects: comparedFigures.map((figure) =>
            effectOf(figure, method, valuesOf(reference, figure), valuesOf(arm, figure)),
        ),
    };
}

function effectOf(
    figure: ComparedFigure,
    method: Method,
    reference: readonly number[] | undefined,
    values: readonly number[] | undefined,
): FigureEffect {
    const medians = {
        figure,
        reference: reference === undefined ? null : median(reference),
        value: values === undefined ? null : median(values),
    };
    if (reference === undefined || values === undefined || values.length === 0) {
        const none = { difference: null, range: null, better: 0, worse: 0 };
        return { ...medians, ...none, effect: "no effect shown" };
    }
    const differences = values.map((value, index) => value - (reference[index] ?? 0));
    const [lower, higher] = [
        differences.filter((difference) => difference < 0).length,
        differences.filter((difference) => difference > 0).length,
    ];
    const [better, worse] = sides(figure, lower, higher);
    const counts = { better, worse };
    return method === "signs"
        ? {
              ...medians,
              difference: median(differences),
              range: [Math.min(...differences), Math.max(...differences)],
              ...counts,
              effect: judge(better, worse, differences.length),
          }
        : { ...medians, ...ofInterval(figure, differences), ...counts };
}

/** Shown where the interval does not hold 0. */
function ofInterval(
    figure: ComparedFigure,
    differences: readonly number[],
): Pick<FigureEffect, "difference" | "range" | "effect"> {
    const { mean, low, high } = meanInterval(differences);
    if (low === null || high === null) {
        return { difference: mean, range: null, effect: "no effect shown" };
    }
    const [better, worse] = sides(figure, Number(high < 0), Number(low > 0));
    const effect = better > 0 ? "helps" : worse > 0 ? "harms" : "no effect shown";
    return { difference: mean, range: [low, high], effect };
}

/** In how many seeds the figure is better, and in how many worse. */
function sides(
    figure: ComparedFigure,
    lower: number,
    higher: number,
): readonly [better: number, worse: number] {
    switch (betterWay[figure]) {
        case "lower":
            return [lower, higher];
        case "higher":
            return [higher, lower];
        case undefined:
            return [0, 0];
    }
}

function judge(better: number, worse: number, seeds: number): Effect {
    if (better === worse || signTest(Math.max(better, worse), seeds) > chance) {
        return "no effect shown";
    }
    return better > worse ? "helps" : "harms";
}
