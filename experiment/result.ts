/** What the runs of an experiment have shown, judged as those of a rehearsal are. */
import type { Evidence } from "../evidence/evidence";
import { armId } from "../rehearsal/armId";
import { fixResult, fixVerdict } from "../rehearsal/fixResult";
import { judgedRun } from "../verdict/judgedRun";
import { medianFigures } from "../verdict/medianFigures";
import { typicalSeed } from "../verdict/typicalSeed";
import type { JudgedArm, RunResult, SeedResult } from "../verdict/judgedArm";
import type { Scenario } from "../scenarios/scenario";
import { compareArms, type Comparison } from "../verdict/compare";
import { type Course, courseOf } from "../verdict/course";
import { type LeadFigure, leadOf } from "../verdict/fixWorth";
import { folderOf, type ReadExperiment } from "./kept/files";
import type { KeptArm } from "./kept/schema";

export interface ExperimentResult {
    /** The figure that fixes are judged by. */
    readonly lead: LeadFigure;
    /** Those that had a load to its end: without a fix first, then as they were asked for. */
    readonly arms: readonly JudgedArm[];
    /** Each with a fix beside the one without, by repetitions that both have. */
    readonly comparisons: readonly Comparison[];
    /** That any of the arms was judged by. */
    readonly repetitions: readonly number[];
    /** The one of them that is nearest to the medians. */
    readonly shown: number;
    /** By id of the arm: the run of the shown repetition, or the first that there is. */
    readonly shownRuns: ReadonlyMap<string, JudgedRun>;
}

/** A run whose load came to its end. */
export interface JudgedRun {
    readonly kept: KeptArm;
    readonly evidence: Evidence;
    readonly result: RunResult;
    readonly course: Course;
}

/** Its fix is in place before the load. */
export const armIdOf = (remediation: string): string => armId(remediation, "before");

export function judgedExperiment(experiment: ReadExperiment, scenario: Scenario): ExperimentResult {
    const lead = leadOf(scenario);
    const runs = runsOf(experiment, scenario);
    const { remediations } = experiment.kept;
    const order = ["none", ...remediations.filter((one) => one !== "none")];
    const groups = order
        .map((remediation) => runs.filter(({ kept }) => kept.remediation === remediation))
        .filter((group) => group.length > 0);
    const reference = groups.find(([first]) => first?.kept.remediation === "none");
    const arms = groups.map((group) => armOf(group, reference ?? [], lead));
    const repetitions = [...new Set(runs.map(({ kept }) => kept.repetition))].sort((a, b) => a - b);
    const shown = typicalSeed(repetitions, groups.map(leadBy(lead)));
    const [none] = reference === undefined ? [] : arms;
    return {
        ...{ lead, arms, repetitions, shown },
        comparisons:
            none === undefined
                ? []
                : arms.slice(1).map((arm) => compareArms(compared(none), compared(arm), "student")),
        shownRuns: new Map(
            groups.flatMap((group) => {
                const run = group.find(({ kept }) => kept.repetition === shown) ?? group[0];
                return run === undefined ? [] : [[armIdOf(run.kept.remediation), run] as const];
            }),
        ),
    };
}

function runsOf({ kept, evidence }: ReadExperiment, scenario: Scenario): readonly JudgedRun[] {
    return kept.arms.flatMap((arm): readonly JudgedRun[] => {
        const own = evidence.get(folderOf(arm));
        if (own === undefined || arm.ending.kind !== "load over") {
            return [];
        }
        const judged = judgedRun(own, scenario, { seed: arm.repetition, fixSeconds: 0 });
        // A hash that is right again says more than the looks that the evidence is made of.
        const { recovery: seconds } = arm.clocks;
        const figures = { ...judged.figures, recoverySeconds: seconds };
        const recovery = { ...judged.recovery, seconds };
        return [
            {
                ...{ kept: arm, evidence: own, course: courseOf(own, scenario.load) },
                result: { ...judged, figures, recovery },
            },
        ];
    });
}

function armOf(
    runs: readonly JudgedRun[],
    reference: readonly JudgedRun[],
    lead: LeadFigure,
): JudgedArm {
    const remediation = runs[0]?.kept.remediation ?? "none";
    const seeds = runs.map(({ kept, result, course }): SeedResult => {
        const without = reference.find((one) => one.kept.repetition === kept.repetition);
        const isFix = remediation !== "none" && without !== undefined;
        return { ...result, fix: isFix ? fixResult(without.course, course, 0, lead) : null };
    });
    const fixes = seeds.flatMap(({ seed, fix }) => (fix === null ? [] : [[seed, fix] as const]));
    return {
        ...{ id: armIdOf(remediation), remediation, seeds },
        fixAt: remediation === "none" ? null : "before",
        median: medianFigures(seeds.map(({ figures }) => figures)),
        verdict: fixVerdict(new Map(fixes)),
    };
}

const leadBy =
    (lead: LeadFigure) =>
    (group: readonly JudgedRun[]) =>
    (repetition: number): number | undefined =>
        group.find(({ kept }) => kept.repetition === repetition)?.result.figures[lead] ?? undefined;

const compared = ({ id, seeds }: JudgedArm) => ({
    id,
    figures: new Map(seeds.map(({ seed, figures }) => [seed, figures])),
});
