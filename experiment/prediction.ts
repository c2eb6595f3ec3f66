/** What a rehearsal of the same settings said beforehand, beside what happened. */
import type { JudgedArm } from "../verdict/judgedArm";
import { type ComparedFigure, comparedFigures } from "../verdict/compare";
import { medianOrNull } from "../verdict/chance";
import type { FixVerdict } from "../verdict/fixWorth";
import { nextInterval } from "../verdict/student";

/** Smaller differences mean nothing: a rollout, a poll, a rounding. */
const grains: Readonly<Partial<Record<ComparedFigure, number>>> = {
    ...{ requestFailureRatio: 0.01, orderFailureRatio: 0.01 },
    ...{ requestsPerSecond: 1, successesPerSecond: 1 },
    ...{ meanMs: 20, p50Ms: 20, p95Ms: 20, p99Ms: 20, maxMs: 20 },
    firstScaleOutSeconds: 5,
};

/**
 * Whole again is another thing in either: a rehearsal ends with its load and keeps the fix, an
 * experiment then takes fix and incident away, which replaces pods, and proves it.
 */
const foretellable = comparedFigures.filter((figure) => figure !== "recoverySeconds");

/** What is kept of a rehearsal: always simulated. */
export interface Prediction {
    readonly origin: "simulated";
    readonly seeds: readonly number[];
    readonly hostSpeed: string;
    readonly nodeCpus: number;
    readonly arms: readonly Pick<JudgedArm, "id" | "seeds" | "verdict">[];
}

/** One figure of one arm. */
export interface Deviation {
    readonly arm: string;
    readonly figure: ComparedFigure;
    /** Medians; null: not reached in most runs. */
    readonly predicted: number | null;
    readonly played: number | null;
    /** Of the seeds. */
    readonly seedRange: readonly [low: number, high: number] | null;
    /** Where one more seed would lie in 95 of 100 cases; null where seeds do not tell. */
    readonly expected: readonly [low: number, high: number] | null;
    /** Played less predicted. */
    readonly difference: number | null;
    /** Whether a run as that is none that the seeds lead to expect. */
    readonly isStrange: boolean;
}

export interface Foretold {
    readonly prediction: Pick<Prediction, "seeds" | "hostSpeed" | "nodeCpus">;
    readonly deviations: readonly Deviation[];
    /** By arm what the fix was to be worth; null without one. */
    readonly verdicts: Readonly<Record<string, FixVerdict | null>>;
}

export function foretold(
    { seeds, hostSpeed, nodeCpus, arms: predicted }: Prediction,
    arms: readonly JudgedArm[],
): Foretold {
    const pairs = arms.flatMap((played) => {
        const own = predicted.find(({ id }) => id === played.id);
        return own === undefined ? [] : [{ played, own }];
    });
    return {
        prediction: { seeds, hostSpeed, nodeCpus },
        deviations: pairs.flatMap(({ played, own }) =>
            foretellable
                .map((figure) => deviationOf(figure, own, played))
                .filter(({ predicted: said, played: was }) => said !== null || was !== null),
        ),
        verdicts: Object.fromEntries(pairs.map(({ own }) => [own.id, own.verdict])),
    };
}

function deviationOf(
    figure: ComparedFigure,
    predicted: Pick<JudgedArm, "seeds">,
    played: JudgedArm,
): Deviation {
    const [seeds, runs] = [valuesOf(predicted, figure), valuesOf(played, figure)];
    const [said, was] = [medianOrNull(seeds), medianOrNull(runs)];
    const known = seeds.filter((value) => value !== null);
    const { low, high } = nextInterval(known);
    const expected = low === null || high === null ? null : ([Math.max(0, low), high] as const);
    const grain = grains[figure] ?? 0;
    const isOut =
        expected !== null &&
        was !== null &&
        (was < expected[0] - grain || was > expected[1] + grain);
    return {
        ...{ arm: played.id, figure, predicted: said, played: was, expected },
        seedRange: known.length === 0 ? null : [Math.min(...known), Math.max(...known)],
        difference: said === null || was === null ? null : was - said,
        isStrange: isOut || (said === null) !== (was === null),
    };
}

const valuesOf = (
    { seeds }: Pick<JudgedArm, "seeds">,
    figure: ComparedFigure,
): readonly (number | null)[] => seeds.map(({ figures }) => figures[figure]);
