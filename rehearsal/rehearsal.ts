import { setImmediate as nextTurn } from "node:timers/promises";

import type { MonitorSet } from "../datadog/monitors/definition";
import { unpacked } from "../evidence/pack";
import type { ReadyArm } from "./arms";
import { type ArmKey, armsOf, isPlayedAgain, leastRuns } from "./moment";
import { requireUsableOut } from "./out";
import type { RehearsalStage } from "./perform";
import { type RunPool, runPool, workersFor } from "./pool";
import { ProgressSum } from "./progress";
import type { PlayedArm, ShownArm } from "./result";
import type { Rehearsal, RehearsalProgress, RehearsalRequest } from "./types";

/**
 * Plays an incident under each remediation, at each moment at which it may come, with each seed, on
 * all cores, and compares the remediations with the first one. Rejects with what the program says
 * about wrong settings, and with a RangeError when there is nothing to play. An aborted signal ends
 * its threads, and rejects.
 */
export async function rehearse(
    request: RehearsalRequest,
    progress: (progress: RehearsalProgress) => void = () => undefined,
    signal?: AbortSignal,
): Promise<Rehearsal> {
    const { arms, fixAt = ["before"], seeds } = request;
    if (arms.length === 0 || fixAt.length === 0 || seeds.length === 0) {
        throw new RangeError("A rehearsal needs at least one remediation, moment and seed.");
    }
    const keys = armsOf(arms, fixAt);
    await requireUsableOut(request);
    // Threads get and load the simulation while Pulumi's SDK is loaded here, which is half of what
    // takes time, and then the program.
    const [pool] = await Promise.all([
        runPool(request.workers ?? workersFor(keys.length * seeds.length)),
        import("../plan/sdk.js"),
    ]);
    const close = (): void => void pool.close();
    signal?.addEventListener("abort", close);
    try {
        return await rehearseIn(pool, keys, request, progress, signal);
    } finally {
        signal?.removeEventListener("abort", close);
        await pool.close();
    }
}

async function rehearseIn(
    pool: RunPool,
    keys: readonly ArmKey[],
    request: RehearsalRequest,
    progress: (progress: RehearsalProgress) => void,
    signal: AbortSignal | undefined,
): Promise<Rehearsal> {
    signal?.throwIfAborted();
    const { readyArms } = await import("./arms.js");
    const { leadFor, rehearsalOf, shownSeedOf, unclearOnes } = await import("./result.js");
    const { seeds, moreSeeds = [] } = request;
    const sum = new ProgressSum(leastRuns(keys, request), keys, leadFor(request), progress);
    let made: ReturnType<typeof monitorsFor> | undefined;
    const monitors = (): ReturnType<typeof monitorsFor> => (made ??= monitorsFor(request));
    const stage = { request, pool, report: sum.report, monitors };
    const playing = await begun(readyArms(stage, keys), (arm) => withRuns(sum, arm, seeds));
    // Wanted at the end, when nothing else is left to do.
    monitors().catch(() => undefined);
    const played = await Promise.all(playing);
    const unclear = unclearOnes(request, played);
    sum.expectMore(unclear.length * moreSeeds.length);
    const seed = shownSeedOf(request, played);
    const all = played.map(async (arm) => {
        const [more, shown] = await Promise.all([
            unclear.includes(arm) ? withRuns(sum, arm, moreSeeds) : arm,
            withShown(stage, arm, seed),
        ]);
        return { ...more, shown };
    });
    const shown = await Promise.all(all);
    // A run in this thread goes on to its end.
    signal?.throwIfAborted();
    return rehearsalOf(request, shown, seed);
}

/** Each arm is played from when it is planned on, while the next one is. */
async function begun(
    arms: AsyncIterable<ReadyArm>,
    play: (arm: ReadyArm) => Promise<PlayedArm>,
): Promise<readonly Promise<PlayedArm>[]> {
    const playing: Promise<PlayedArm>[] = [];
    for await (const arm of arms) {
        const played = play(arm);
        // It is waited for later; until then a failure must not count as unhandled.
        played.catch(() => undefined);
        playing.push(played);
        // A plan is made in one go: in between threads get their runs.
        await nextTurn();
    }
    return playing;
}

/** The stack's own monitors, whether or not the stack has them on. They know no remediation. */
async function monitorsFor({
    monitors,
    fixAt = [],
    settings,
    incident,
}: RehearsalRequest): Promise<MonitorSet | undefined> {
    if (!(monitors ?? fixAt.includes("detection"))) {
        return undefined;
    }
    const { renderPlan } = await import("../plan/render.js");
    const { plannedSet } = await import("../verdict/monitors/fromPlan.js");
    return plannedSet(await renderPlan({ ...settings, incident, observability: "resources" }));
}

/** The run of that seed with its evidence, which is written where that is asked for. */
async function withShown(
    { request, monitors, pool }: RehearsalStage,
    arm: PlayedArm,
    seed: number,
): Promise<ShownArm["shown"]> {
    const run = isPlayedAgain(request) ? await arm.play(seed, true) : arm.runs.get(seed);
    const evidence = run?.outcome.evidence;
    if (evidence === undefined) {
        throw new Error("The run that is shown came back without its evidence.");
    }
    const set = await monitors();
    const timelines =
        run?.outcome.timelines ?? (set && (await pool.watch({ evidence, monitors: set })));
    return { evidence: unpacked(evidence), timelines };
}

/** The same arm with further runs, of each of which it is told as it ends. */
async function withRuns(
    sum: ProgressSum,
    arm: ReadyArm & Partial<PlayedArm>,
    seeds: readonly number[],
): Promise<PlayedArm> {
    const played = await Promise.all(
        seeds.map(async (seed) => {
            const run = await arm.play(seed);
            sum.ended(arm.key, seed, run);
            return [seed, run] as const;
        }),
    );
    return { ...arm, runs: new Map([...(arm.runs ?? []), ...played]) };
}
