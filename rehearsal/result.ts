import type { Evidence } from "../evidence/evidence";
import { scenarios } from "../scenarios/registry";
import { defaultNodeCpus } from "../twin/physics/node";
import { compareArms, type ComparedArm } from "../verdict/compare";
import { servedWellAfter, stretchFrom } from "../verdict/course";
import { leadOf, type LeadFigure, verdictOf, worthOf } from "../verdict/fixWorth";
import type { RunTimelines } from "../datadog/monitors/timelineTypes";
import { costOf } from "./cost";
import { medianFigures } from "./medianFigures";
import { momentText } from "./moment";
import type { Played, ReadyArm } from "./perform";
import type { ArmResult, FixResult, Rehearsal, RehearsalRequest, SeedResult } from "./types";

/** An arm and its runs by seed, in the order in which they were asked for. */
export interface PlayedArm extends ReadyArm {
    readonly runs: ReadonlyMap<number, Played>;
}

/** The rehearsal that these runs make; the first arm is what the others are compared with. */
export function rehearsalOf(request: RehearsalRequest, arms: readonly PlayedArm[]): Rehearsal {
    const [reference, ...others] = arms;
    if (reference === undefined) {
        throw new RangeError("A rehearsal needs at least one remediation.");
    }
    const { users, spawnRate, seconds } = reference.plans.load;
    const lead = leadFor(request);
    return {
        evidence: new Map(arms.map((arm) => [arm.key.id, evidenceOf(arm)])),
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
        (arm) => armResult(reference, arm, lead).verdict?.judgement === "helps sometimes",
    );
    return unclear.length === 0 ? [] : [reference, ...unclear];
}

function leadFor({ incident }: RehearsalRequest): LeadFigure {
    const scenario = scenarios[incident];
    return scenario === undefined ? "requestFailureRatio" : leadOf(scenario);
}

function compared({ key, runs }: PlayedArm): ComparedArm {
    const figures = [...runs].map(([seed, { outcome }]) => [seed, outcome.result.figures] as const);
    return { id: key.id, figures: new Map(figures) };
}

function armResult(reference: PlayedArm, arm: PlayedArm, lead: LeadFigure): ArmResult {
    const { key, plans, runs } = arm;
    const seeds = [...runs].map(([seed, played]): SeedResult => {
        const fix = key.moment === null ? null : fixResult(reference.runs.get(seed), played, lead);
        return { ...played.outcome.result, fix };
    });
    const fixes = seeds.map(({ fix }) => fix).filter((fix) => fix !== null);
    return {
        id: key.id,
        remediation: key.remediation,
        fixAt: key.moment === null ? null : momentText(key.moment),
        cost: costOf(reference.plans.healthy, plans.healthy, evidenceOf(arm)),
        seeds,
        median: medianFigures(seeds.map(({ figures }) => figures)),
        verdict:
            fixes.length === 0
                ? null
                : verdictOf(fixes.map(({ worth, neverCame }) => neverCame ?? worth ?? undefined)),
    };
}

/** What the fix changed in one run; null where there is no run without it. */
function fixResult(
    without: Played | undefined,
    { outcome, fixSeconds }: Played,
    lead: LeadFigure,
): FixResult | null {
    if (without === undefined) {
        return null;
    }
    const came = typeof fixSeconds === "number";
    const from = came ? fixSeconds : 0;
    const withFix = stretchFrom(outcome.course, from);
    const withoutFix = stretchFrom(without.outcome.course, from);
    return {
        atSeconds: came ? fixSeconds : null,
        neverCame: came ? null : fixSeconds,
        withFix,
        withoutFix,
        servedWellSeconds: came ? servedWellAfter(outcome.course, from) : null,
        worth: came ? (worthOf(lead, withFix, withoutFix) ?? null) : null,
    };
}

/** The first run is the one that is shown. */
function shown({ runs }: PlayedArm): Played | undefined {
    const [first] = runs.values();
    return first;
}

function evidenceOf(arm: PlayedArm): Evidence {
    const evidence = shown(arm)?.outcome.evidence;
    if (evidence === undefined) {
        throw new Error("The first run of an arm came back without its evidence.");
    }
    return evidence;
}

function timelinesOf(arm: PlayedArm): readonly (readonly [string, RunTimelines])[] {
    const timelines = shown(arm)?.outcome.timelines;
    return timelines === undefined ? [] : [[arm.key.id, timelines]];
}
