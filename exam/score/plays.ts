/** What the simulation says beside a score: with the proposed change, without, and with the best fix. */
import { RefusedError } from "../../components/incident/guardRails";
import type { ArmPlans } from "../../rehearsal/plans";
import { plansOf } from "../../rehearsal/plans";
import { runPool, workersFor } from "../../rehearsal/pool";
import type { RehearsalRequest } from "../../rehearsal/types";
import type { AnswerTo } from "../answers/schema";
import type { ExamRecord } from "../record/record";
import { truthOf } from "../truth/truth";
import { answersOf, ofSkill } from "./answersOf";
import { bestPrevention, bestResponse } from "./bestFixes";
import { type Play, playedSeeds, type Prevention, type Response } from "./play";
import { UselessProposal, withPatches } from "./proposal";
import { played, requestOf, type Stage } from "./stage";

export interface Plays {
    /** Nothing is done, from the start on; empty: there is no incident. */
    readonly without: readonly Play[];
    /** What the agent proposed, last; null: nothing. */
    readonly proposed: Prevention | null;
    /** The best of the record's fixes that prevent; null: it has none that could be played. */
    readonly best: Prevention | null;
    /** The best of those for an incident that is there. */
    readonly response: Response | null;
}

/** Deterministic: of equal records the same. Takes seconds to a minute. */
export async function playsFor(record: ExamRecord): Promise<Plays> {
    const truth = truthOf(record);
    if (truth.scenario === undefined) {
        return { without: [], proposed: null, best: null, response: null };
    }
    const pool = await runPool(workersFor(playedSeeds.length));
    try {
        const request = requestOf(record);
        const stage: Stage = { request, truth, pool, none: await plansOf(request, "none") };
        const answer = ofSkill(answersOf(record), "prevent").at(-1)?.answer;
        const known = await onceFor(request, () => knownPlays(stage));
        return {
            ...known,
            proposed: answer === undefined ? null : await proposedPlay(stage, answer),
        };
    } finally {
        await pool.close();
    }
}

type KnownPlays = Omit<Plays, "proposed">;

/** The same for all exams of an incident, which are often held in a row. */
const kept = new Map<string, Promise<KnownPlays>>();

function onceFor(request: RehearsalRequest, play: () => Promise<KnownPlays>): Promise<KnownPlays> {
    const key = JSON.stringify(request);
    const found = kept.get(key) ?? play();
    kept.set(key, found);
    // Whatever has failed may go well the next time.
    found.catch(() => kept.delete(key));
    return found;
}

async function knownPlays(stage: Stage): Promise<KnownPlays> {
    const without = await played(stage, "nothing", stage.none);
    return {
        without: without.plays,
        best: await bestPrevention(stage),
        response: await bestResponse(stage),
    };
}

/** What the program or the simulation refuses is no prevention, and they say why. */
async function proposedPlay(stage: Stage, answer: AnswerTo<"prevent">): Promise<Prevention> {
    const text = textOf(answer);
    let plans: ArmPlans;
    try {
        plans = await plansWith(stage, answer);
    } catch (error) {
        if (error instanceof UselessProposal || error instanceof RefusedError) {
            return { text, plays: [], cost: null, problem: error.message };
        }
        throw error;
    }
    return played(stage, text, plans);
}

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

function textOf({ remediation, patches = [] }: AnswerTo<"prevent">): string {
    return remediation?.join(",") ?? patches.map(({ kind, name }) => `${kind} ${name}`).join(", ");
}
