import type { Evidence } from "../evidence/evidence";
import { scenarios } from "../scenarios/registry";
import { defaultNodeCpus } from "../twin/physics/node";
import { compareArms, type ComparedArm } from "../verdict/compare";
import { leadOf, type LeadFigure } from "../verdict/fixWorth";
import type { SeedResult } from "../verdict/judgedArm";
import { medianFigures } from "../verdict/medianFigures";
import { typicalSeed } from "../verdict/typicalSeed";
import type { RunTimelines } from "../datadog/monitors/timelineTypes";
import type { ReadyArm } from "./arms";
import { costOf } from "./cost";
import { type ArmRuns, fixResults, fixVerdict } from "./fixResult";
import { momentText } from "./moment";
import type { ArmResult, Rehearsal, RehearsalRequest } from "./types";

/** An arm and its runs by seed, in the order in which they were asked for. */
export type PlayedArm = ReadyArm & ArmRuns;

/** With the run of the seed that is shown, its evidence included. */
export type ShownArm = PlayedArm & {
    readonly shown: {
        readonly evidence: Evidence;
        readonly timelines: RunTimelines | undefined;
    };
};

/** The rehearsal that these runs make; the first arm is what the others are compared with. */
export function rehearsalOf(
    request: RehearsalRequest,
    arms: readonly ShownArm[],
    shownSeed: number,
): Rehearsal {
    const [reference, ...others] = arms;
    if (reference === undefined) {
        throw new RangeError("A rehearsal needs at least one remediation.");
    }
    const { users, spawnRate, seconds } = reference.plans.load;
    const lead = leadFor(request);
    return {
        evidence: new Map(arms.map((arm) => [arm.key.id, arm.shown.evidence])),
        timelines: new Map(arms.flatMap((arm) => timelinesOf(arm))),
        result: {
            schema: 2,
            origin: "simulated",
            incident: request.incident,
            users,
            spawnRate,
            durationSeconds: seconds,
            hostSpeed: request.hostSpeed,
            nodeCpus: request.nodeCpus ?? defaultNodeCpus,
            settings: request.settings ?? {},
            seeds: request.seeds,
            shownSeed,
            lead,
            arms: arms.map((arm) => armResult(reference, arm, lead)),
            comparisons: others.map((arm) => compareArms(compared(reference), compared(arm))),
        },
    };
}

/** Fixes that help in some of the seeds and not in others, and what they are compared with. */
export function unclearOnes(
    request: RehearsalRequest,
    arms: readonly PlayedArm[],
): readonly PlayedArm[] {
    const [reference, ...fixes] = arms;
    if (reference === undefined || (request.moreSeeds ?? []).length === 0) {
        return [];
    }
    const lead = leadFor(request);
    const unclear = fixes.filter(
        (arm) => fixVerdict(fixResults(reference, arm, lead))?.judgement === "helps sometimes",
    );
    return unclear.length === 0 ? [] : [reference, ...unclear];
}

/** The seed that is nearest to all arms' medians of the figure that fixes are judged by. */
export function shownSeedOf(request: RehearsalRequest, arms: readonly PlayedArm[]): number {
    const lead = leadFor(request);
    return typicalSeed(
        request.seeds,
        arms.map(
            ({ runs }) =>
                (seed) =>
                    runs.get(seed)?.outcome.result.figures[lead] ?? undefined,
        ),
    );
}

/** The figure that an incident's fixes are judged by. */
export function leadFor({ incident }: RehearsalRequest): LeadFigure {
    const scenario = scenarios[incident];
    return scenario === undefined ? "requestFailureRatio" : leadOf(scenario);
}

function compared({ key, runs }: PlayedArm): ComparedArm {
    const figures = [...runs].map(([seed, { outcome }]) => [seed, outcome.result.figures] as const);
    return { id: key.id, figures: new Map(figures) };
}

function armResult(reference: PlayedArm, arm: ShownArm, lead: LeadFigure): ArmResult {
    const { key, plans, runs } = arm;
    const fixes = fixResults(reference, arm, lead);
    const seeds = [...runs].map(([seed, { outcome }]): SeedResult => {
        return { ...outcome.result, fix: fixes.get(seed) ?? null };
    });
    return {
        id: key.id,
        remediation: key.remediation,
        fixAt: key.moment === null ? null : momentText(key.moment),
        cost: costOf(reference.plans.healthy, plans.healthy, arm.shown.evidence),
        seeds,
        median: medianFigures(seeds.map(({ figures }) => figures)),
        verdict: fixVerdict(fixes),
    };
}

function timelinesOf({
    key,
    shown: { timelines },
}: ShownArm): readonly (readonly [string, RunTimelines])[] {
    return timelines === undefined ? [] : [[key.id, timelines]];
}
