/** One run of a rehearsal, in its pool of threads. */
import type { MonitorSet } from "../datadog/monitors/definition";
import { scenarios } from "../scenarios/registry";
import type { Contract } from "../verdict/contract";
import { type ArmKey, isPlayedAgain, momentText } from "./moment";
import { outOf } from "./out";
import { type ArmPlans, type Response, twinInputOf } from "./plans";
import type { RunPool } from "./pool";
import type { Report } from "./progress";
import type { RunOutcome } from "./run";
import type { RehearsalRequest } from "./types";

/** What all runs of a rehearsal have in common. */
export interface RehearsalStage {
    readonly request: RehearsalRequest;
    readonly pool: RunPool;
    readonly report: Report;
    /** Made when the first run wants them; undefined: no monitor is evaluated. */
    readonly monitors: () => Promise<MonitorSet | undefined>;
}

export interface OneRun {
    readonly seed: number;
    readonly isWritten: boolean;
    readonly response?: Response;
}

export async function perform(
    { request, pool, report, monitors }: RehearsalStage,
    { id, remediation, moment }: ArmKey,
    plans: ArmPlans,
    { seed, isWritten, response }: OneRun,
): Promise<RunOutcome> {
    const { incident, settings = {}, fixAt = [] } = request;
    const isWaitedFor = moment === null && fixAt.includes("detection");
    const isLate = moment !== null && moment !== "before";
    const outcome = await pool.perform(
        {
            input: twinInputOf(request, plans, seed, response),
            run: {
                incident,
                remediation,
                ...(isLate && { fixAt: momentText(moment) }),
                users: plans.load.users,
                settings,
            },
            contract: contractOf(incident),
            fixSeconds: typeof response?.at === "number" ? response.at : 0,
            monitors: isWaitedFor ? await monitors() : undefined,
            wantsEvidence: isPlayedAgain(request) ? isWritten : request.seeds.includes(seed),
            out: isWritten ? outOf(request, id) : undefined,
        },
        (share) => {
            report({ arm: id, seed, isWritten }, Math.min(share, 0.99));
        },
        // Seed by seed: soon something is known of every arm.
        [...request.seeds, ...(request.moreSeeds ?? [])].indexOf(seed),
    );
    report({ arm: id, seed, isWritten }, 1);
    return outcome;
}

/** A healthy shop promises nothing, and its figures have no orders to tell apart. */
function contractOf(incident: string): Contract {
    const scenario = incident === "none" ? scenarios.hybrid : scenarios[incident];
    if (scenario === undefined) {
        throw new RangeError(`There is no incident "${incident}".`);
    }
    return { symptoms: incident === "none" ? [] : scenario.symptoms, load: scenario.load };
}
