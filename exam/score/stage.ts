/** An incident as it is played beside a score: seeds, length, and a pool of threads. */
import { formatDuration } from "../../components/settings/duration";
import { unpacked } from "../../evidence/pack";
import { costOf } from "../../rehearsal/cost";
import type { ArmPlans } from "../../rehearsal/plans";
import { twinInputOf } from "../../rehearsal/plans";
import type { RunPool } from "../../rehearsal/pool";
import type { RehearsalRequest } from "../../rehearsal/types";
import type { RunOutcome } from "../../rehearsal/run";
import type { Symptom } from "../../scenarios/scenario";
import { messageOf } from "../../tools/messageOf";
import type { ExamRecord } from "../record/record";
import { sliceSeconds } from "../truth/traffic";
import type { Truth } from "../truth/truth";
import { badMinutes } from "./badMinutes";
import { type Play, playedSeeds, type Prevention } from "./play";

export interface Stage {
    readonly request: RehearsalRequest;
    readonly truth: Truth;
    readonly pool: RunPool;
    /** Without any fix. */
    readonly none: ArmPlans;
}

/** Before and after the load as little as pods and averages need, in seconds. */
const [beforeSeconds, afterSeconds] = [120, 60] as const;

/** Long enough for several of the SLOs' minutes, whatever an incident's own load lasts. */
const loadSeconds = 300;

/** Settings of the exam's conduct, which are none of the incident. */
const ofConduct: ReadonlySet<string> = new Set([
    ...["incident", "duration", "expireAfter", "blind", "kubeContext", "nodePort", "observability"],
]);

export function requestOf({ injected, hostSpeed, nodeCpus }: ExamRecord): RehearsalRequest {
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

/**
 * Plays the incident with a change in place from the start, and says what it costs. A play that fails
 * says nothing about the change: it rejects.
 */
export async function played(stage: Stage, text: string, plans: ArmPlans): Promise<Prevention> {
    const runs = await playAll(stage, plans).catch((error: unknown) => {
        const what = `${stage.request.incident} with "${text}" could not be simulated`;
        throw new Error(`${what}: ${messageOf(error)}`, { cause: error });
    });
    const evidence = runs[0]?.evidence;
    const cost =
        evidence === undefined ? null : costOf(stage.none.healthy, plans.healthy, evidence);
    return { text, plays: runs.map(({ play }) => play), cost, problem: null };
}

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
                    contract: scenario,
                    // Of one run only, for its cost.
                    wantsEvidence: index === 0,
                },
                () => undefined,
            );
            const { evidence } = outcome;
            return { play: playOf(seed, outcome), evidence: evidence && unpacked(evidence) };
        }),
    );
}

function playOf(seed: number, { course, result }: RunOutcome): Play {
    const last = course.at(-1);
    if (last === undefined || last.requests === 0) {
        // Its pod found no room on the node: who keeps users away has kept none of them from suffering.
        return { seed, badMinutes: loadSeconds / sliceSeconds, failedShare: 1, hasSymptoms: true };
    }
    return {
        seed,
        badMinutes: badMinutes(course),
        failedShare: last.failures / last.requests,
        hasSymptoms: result.contract.symptoms.every(
            ({ symptom, isMet, value }) => isMet || isExceeded(symptom, value),
        ),
    };
}

/** A figure beyond what the record expects at most is no relief, and one that has to stay low no harm. */
function isExceeded({ atLeast, above, atMost, below }: Symptom, value: number | null): boolean {
    const [least, most] = [atLeast ?? above, atMost ?? below];
    return least === undefined || (most !== undefined && value !== null && value > most);
}
