import type { Evidence } from "../evidence/evidence";
import { scenarios } from "../scenarios/registry";
import { defaultNodeCpus } from "../twin/physics/node";
import { compareArms } from "../verdict/compare";
import type { Contract } from "../verdict/contract";
import { median } from "../verdict/interval";
import { costOf } from "./cost";
import { medianFigures } from "./medianFigures";
import { outOf, requireUsableOut } from "./out";
import type { ArmPlans } from "./plans";
import { runPool, workersFor } from "./pool";
import type { RunPool } from "./pool";
import { progressOf, type Report } from "./progress";
import type { RunOutcome } from "./run";
import type {
    ArmResult,
    Rehearsal,
    RehearsalProgress,
    RehearsalRequest,
    SeedResult,
} from "./types";

interface ArmRuns {
    readonly plans: ArmPlans;
    readonly outcomes: readonly RunOutcome[];
}

/**
 * Plays an incident under each remediation with each seed, on all cores, and compares the
 * remediations with the first one. Rejects with what the program says about wrong settings, and
 * with a RangeError when there is nothing to play.
 */
export async function rehearse(
    request: RehearsalRequest,
    progress: (progress: RehearsalProgress) => void = () => undefined,
): Promise<Rehearsal> {
    const { arms, seeds } = request;
    if (arms.length === 0 || seeds.length === 0) {
        throw new RangeError("A rehearsal needs at least one remediation and one seed.");
    }
    const runs = arms.length * seeds.length;
    await requireUsableOut(request);
    // Threads load the simulation while Pulumi's SDK is loaded here and the plans are made.
    const pool = runPool(request.workers ?? workersFor(runs));
    try {
        const { plansOf } = await import("./plans.js");
        const report = progressOf(runs, progress);
        const pending: Promise<ArmRuns>[] = [];
        let asked = request;
        for (const remediation of arms) {
            const plans = await plansOf(asked, remediation);
            const arm = performArm(request, plans, pool, report);
            // It is waited for below; until then a failure must not count as unhandled.
            arm.catch(() => undefined);
            pending.push(arm);
            if (pending.length === 1 && arms.length > 1 && findsItsLevel(request)) {
                asked = withUsers(request, await arm);
            }
        }
        return rehearsalOf(request, await Promise.all(pending));
    } finally {
        await pool.close();
    }
}

function findsItsLevel({ incident }: RehearsalRequest): boolean {
    return scenarios[incident]?.load.level !== undefined;
}

/**
 * The same with no more users than that arm held: a load that finds its level would ask more of a
 * shop that was fixed, until it is as slow as without the fix.
 */
function withUsers(request: RehearsalRequest, { outcomes }: ArmRuns): RehearsalRequest {
    const held = median(outcomes.map(({ result }) => result.figures.heldUsers ?? 0));
    return { ...request, settings: { ...request.settings, users: String(Math.ceil(held)) } };
}

async function performArm(
    request: RehearsalRequest,
    plans: ArmPlans,
    pool: RunPool,
    report: Report,
): Promise<ArmRuns> {
    const { incident, seeds, settings = {} } = request;
    const { remediation, load } = plans;
    const { twinInputOf } = await import("./plans.js");
    const outcomes = seeds.map(async (seed, index) => {
        const key = `${remediation} ${index}`;
        const outcome = await pool.perform(
            {
                input: twinInputOf(request, plans, seed),
                run: { incident, remediation, users: load.users, settings },
                contract: contractOf(incident),
                wantsEvidence: index === 0,
                out: index === 0 ? outOf(request, remediation) : undefined,
            },
            (share) => {
                report(key, Math.min(share, 0.99), { remediation, seed });
            },
        );
        report(key, 1, { remediation, seed });
        return outcome;
    });
    return { plans, outcomes: await Promise.all(outcomes) };
}

/** A healthy shop promises nothing, and its figures have no orders to tell apart. */
function contractOf(incident: string): Contract {
    const scenario = scenarios[incident] ?? scenarios.hybrid;
    if (scenario === undefined) {
        throw new RangeError(`There is no incident "${incident}".`);
    }
    return { symptoms: incident === "none" ? [] : scenario.symptoms, load: scenario.load };
}

function rehearsalOf(request: RehearsalRequest, runs: readonly ArmRuns[]): Rehearsal {
    const [first] = runs;
    if (first === undefined) {
        throw new RangeError("A rehearsal needs at least one remediation.");
    }
    const evidence = new Map(
        runs.map(({ plans, outcomes }) => [plans.remediation, firstEvidence(outcomes)]),
    );
    const compared = runs.map(({ plans, outcomes }) => ({
        remediation: plans.remediation,
        figures: outcomes.map(({ result }) => result.figures),
    }));
    const [reference, ...others] = compared;
    const { users, spawnRate, seconds } = first.plans.load;
    return {
        evidence,
        result: {
            schema: 1,
            origin: "simulated",
            incident: request.incident,
            users,
            spawnRate,
            durationSeconds: seconds,
            hostSpeed: request.hostSpeed,
            nodeCpus: request.nodeCpus ?? defaultNodeCpus,
            settings: request.settings ?? {},
            seeds: request.seeds,
            arms: runs.map((arm) => armResult(first.plans, arm)),
            comparisons: others.flatMap((arm) =>
                reference === undefined ? [] : [compareArms(reference, arm)],
            ),
        },
    };
}

function armResult(reference: ArmPlans, { plans, outcomes }: ArmRuns): ArmResult {
    const seeds: readonly SeedResult[] = outcomes.map(({ result }) => result);
    return {
        remediation: plans.remediation,
        cost: costOf(reference.healthy, plans.healthy, firstEvidence(outcomes)),
        seeds,
        median: medianFigures(seeds.map(({ figures }) => figures)),
    };
}

function firstEvidence([first]: readonly RunOutcome[]): Evidence {
    if (first?.evidence === undefined) {
        throw new Error("The first run of an arm came back without its evidence.");
    }
    return first.evidence;
}
