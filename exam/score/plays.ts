/** What the simulation says beside a score: with the proposed change, without, and with the best fix. */
import { formatDuration } from "../../components/settings/duration";
import { costOf } from "../../rehearsal/cost";
import type { ArmPlans } from "../../rehearsal/plans";
import { plansOf, twinInputOf } from "../../rehearsal/plans";
import { rehearse } from "../../rehearsal/rehearsal";
import { runPool, type RunPool, workersFor } from "../../rehearsal/pool";
import type { ArmCost, RehearsalRequest } from "../../rehearsal/types";
import type { Fix, FixUse } from "../../scenarios/scenario";
import { median } from "../../verdict/chance";
import type { Course } from "../../verdict/course";
import type { AnswerTo } from "../answers/schema";
import type { ExamRecord } from "../record/record";
import { type Truth, truthOf } from "../truth/truth";
import { answersOf, ofSkill } from "./answersOf";
import { badMinutes } from "./badMinutes";
import { UselessProposal, withPatches } from "./proposal";

/** Five of five the same way: coins would do so one time in sixteen. */
export const playedSeeds = [1, 2, 3, 4, 5] as const;

export interface Play {
    readonly seed: number;
    /** Of the load, over the SLOs. */
    readonly badMinutes: number;
    readonly failedShare: number;
}

export interface Prevention {
    readonly text: string;
    readonly plays: readonly Play[];
    readonly cost: ArmCost | null;
    /** Why nothing was played. */
    readonly problem: string | null;
}

export interface Plays {
    /** Nothing is done, from the start on; empty: there is no incident. */
    readonly without: readonly Play[];
    /** What the agent proposed, last; null: nothing. */
    readonly proposed: Prevention | null;
    /** The record's first fix that prevents; null: it has none that could be played. */
    readonly best: Prevention | null;
    /** The record's first fix for an incident that is there, a minute after a monitor has told. */
    readonly response: Response | null;
}

export interface Response {
    readonly text: string;
    /**
     * From the load's first user until all are served for good, the median over the seeds; null: in
     * half of them they are not.
     */
    readonly seconds: number | null;
}

/** Before and after the load as little as pods and averages need, in seconds. */
const [beforeSeconds, afterSeconds] = [120, 60] as const;

/** Deterministic: of equal records the same. Takes seconds to a minute. */
export async function playsFor(record: ExamRecord): Promise<Plays> {
    const truth = truthOf(record);
    if (truth.scenario === undefined) {
        return { without: [], proposed: null, best: null, response: null };
    }
    const pool = runPool(workersFor(playedSeeds.length));
    try {
        return await played(record, truth, pool);
    } finally {
        await pool.close();
    }
}

async function played(record: ExamRecord, truth: Truth, pool: RunPool): Promise<Plays> {
    const request = requestOf(record);
    const stage: Stage = { request, truth, pool, none: await plansOf(request, "none") };
    const answer = ofSkill(answersOf(record), "prevent").at(-1)?.answer;
    const known = await onceFor(request, () => knownPlays(stage));
    return {
        ...known,
        proposed:
            answer === undefined
                ? null
                : await prevention(stage, textOf(answer), () => plansWith(stage, answer)),
    };
}

interface Stage {
    readonly request: RehearsalRequest;
    readonly truth: Truth;
    readonly pool: RunPool;
    readonly none: ArmPlans;
}

type KnownPlays = Omit<Plays, "proposed">;

/** The same for all exams of an incident, which are often held in a row. */
const kept = new Map<string, Promise<KnownPlays>>();

function onceFor(request: RehearsalRequest, play: () => Promise<KnownPlays>): Promise<KnownPlays> {
    const key = JSON.stringify(request);
    const found = kept.get(key) ?? play();
    kept.set(key, found);
    return found;
}

async function knownPlays(stage: Stage): Promise<KnownPlays> {
    const { request, truth, none } = stage;
    const without = await playAll(stage, none);
    const best = bestFix(truth.acceptedFixes, "prevention");
    return {
        without: without.map(({ play }) => play),
        best:
            best?.remediation === undefined
                ? null
                : await prevention(stage, best.action, () =>
                      plansOf(request, best.remediation ?? "none"),
                  ),
        response: await responseOf(stage),
    };
}

async function prevention(
    stage: Stage,
    text: string,
    plan: () => Promise<ArmPlans>,
): Promise<Prevention> {
    try {
        const plans = await plan();
        const runs = await playAll(stage, plans);
        const evidence = runs[0]?.evidence;
        const cost =
            evidence === undefined ? null : costOf(stage.none.healthy, plans.healthy, evidence);
        return { text, plays: runs.map(({ play }) => play), cost, problem: null };
    } catch (error) {
        // What the program or the simulation refuses is no prevention, and they say why.
        if (!(error instanceof Error)) {
            throw error;
        }
        return { text, plays: [], cost: null, problem: error.message };
    }
}

async function responseOf({ request, truth }: Stage): Promise<Response | null> {
    const fix = bestFix(truth.acceptedFixes, "response");
    if (fix?.remediation === undefined) {
        return null;
    }
    const { result } = await rehearse({
        ...request,
        arms: ["none", fix.remediation],
        fixAt: ["detection"],
        seeds: responseSeeds,
        settings: { ...request.settings, duration: formatDuration(responseSeconds) },
    });
    const seconds = (result.arms[1]?.seeds ?? []).map(({ fix: played }) =>
        typeof played?.servedWellSeconds !== "number" || played.atSeconds === null
            ? Infinity
            : played.atSeconds + played.servedWellSeconds,
    );
    const middle = seconds.length === 0 ? Infinity : median(seconds);
    return { text: fix.action, seconds: Number.isFinite(middle) ? middle : null };
}

/** A median needs no more. */
const responseSeeds = [1, 2, 3] as const;

/** Until a monitor has told, somebody has acted, and pods have become ready. */
const responseSeconds = 900;

async function plansWith(
    { request, none, truth }: Stage,
    { remediation, patches = [] }: AnswerTo<"prevent">,
): Promise<ArmPlans> {
    if (remediation !== undefined) {
        return plansOf(request, [...remediation].sort().join(","));
    }
    if (patches.length === 0) {
        throw new UselessProposal("there is no patch in it");
    }
    return { ...none, ...withPatches(none, patches, truth.faults) };
}

/** The best is the first one: records have them in that order. */
export function bestFix(fixes: readonly Fix[], use: FixUse): Fix | undefined {
    return fixes.find(
        ({ serves, remediation }) => serves.includes(use) && remediation !== undefined,
    );
}

function textOf({ remediation, patches = [] }: AnswerTo<"prevent">): string {
    return remediation?.join(",") ?? patches.map(({ kind, name }) => `${kind} ${name}`).join(", ");
}

/** Settings of the exam's conduct, which are none of the incident. */
const ofConduct: ReadonlySet<string> = new Set([
    ...["incident", "duration", "expireAfter", "blind", "kubeContext", "nodePort", "observability"],
]);

function requestOf({ injected, hostSpeed, nodeCpus }: ExamRecord): RehearsalRequest {
    const settings = Object.fromEntries(
        Object.entries(injected).filter(([key]) => !ofConduct.has(key)),
    );
    return {
        incident: injected.incident ?? "none",
        arms: ["none"],
        seeds: playedSeeds,
        hostSpeed: hostSpeed === "lab" ? "lab" : "published",
        nodeCpus,
        settings: { ...settings, duration: formatDuration(loadSeconds) },
        ...{ beforeSeconds, afterSeconds },
    };
}

/** Long enough for several of the SLOs' minutes, whatever an incident's own load lasts. */
const loadSeconds = 300;

interface PlayedRun {
    readonly play: Play;
    readonly evidence: Parameters<typeof costOf>[2] | undefined;
}

async function playAll(
    { request, truth: { scenario }, pool }: Stage,
    plans: ArmPlans,
): Promise<readonly PlayedRun[]> {
    if (scenario === undefined) {
        return [];
    }
    return Promise.all(
        playedSeeds.map(async (seed, index) => {
            const outcome = await pool.perform(
                {
                    input: twinInputOf(request, plans, seed),
                    run: {
                        incident: scenario.id,
                        remediation: plans.remediation,
                        users: plans.load.users,
                        settings: {},
                    },
                    contract: { symptoms: [], load: scenario.load },
                    // Of one run only, for its cost: it is large.
                    wantsEvidence: index === 0,
                },
                () => undefined,
            );
            return { play: playOf(seed, outcome.course), evidence: outcome.evidence };
        }),
    );
}

function playOf(seed: number, course: Course): Play {
    const last = course.at(-1);
    return {
        seed,
        badMinutes: badMinutes(course),
        failedShare: last === undefined || last.requests === 0 ? 1 : last.failures / last.requests,
    };
}
