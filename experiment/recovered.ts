import { awaitWhole } from "../live/snapshot/awaitWhole";
import type { Place } from "../live/snapshot/place";
import type { Snapshot } from "../live/snapshot/snapshotFile";
import { judge, type Verdict } from "../live/snapshot/verdict";
import { lookSeconds } from "./record/recorder";
import { patienceSeconds } from "./steady";
import { requireThere, type World } from "./world";
import { messageOf } from "../tools/messageOf";

export interface RecoverOptions {
    readonly place: Place;
    readonly snapshot: Snapshot;
    readonly report: (line: string) => void;
    /** Told that the shop is as it was. */
    readonly onWhole?: () => void;
    /** How long that may take once it is recovered from; default: {@link patienceSeconds}. */
    readonly withinSeconds?: number;
}

export interface Recovered {
    readonly verdict: Verdict;
    /** Until it was whole; null: not in time. */
    readonly seconds: number | null;
}

/**
 * Recovers, also from a cluster that does not answer for a while, and judges as `verify` does.
 * Rejects when it cannot be recovered from in time, or nobody is there any more.
 * @param onLook called between two looks
 */
export async function recovered(
    world: World,
    { snapshot, place, report, onWhole, withinSeconds = patienceSeconds }: RecoverOptions,
    onLook?: () => Promise<void>,
): Promise<Recovered> {
    const start = world.now();
    report("recovering …");
    await insistently(world, report);
    const { verdict } = await awaitWhole(
        async () => {
            await onLook?.();
            return judge(snapshot, await world.observe(), place);
        },
        {
            seconds: withinSeconds,
            pollSeconds: lookSeconds,
            report: (elapsed, state) => {
                report(`recovery, ${elapsed} s: ${state}`);
            },
            now: () => world.now() * 1000,
            sleep: (seconds) => {
                requireThere(world);
                return world.sleep(seconds);
            },
        },
    );
    if (verdict.isWhole) {
        onWhole?.();
    }
    const seconds = verdict.isWhole ? Math.round(world.now() - start) : null;
    report(
        seconds === null
            ? `NOT whole after ${withinSeconds} s`
            : `whole after ${seconds} s, hash ${verdict.hash}`,
    );
    return { verdict, seconds };
}

/** Rejects with the last failure when the time is up. */
async function insistently(world: World, report: (line: string) => void): Promise<void> {
    const until = world.now() + patienceSeconds;
    for (;;) {
        requireThere(world);
        try {
            await world.recover();
            return;
        } catch (error) {
            if (world.now() > until) {
                throw error;
            }
            const [line = ""] = messageOf(error).split("\n");
            report(`recovery failed, trying again: ${line}`);
            await world.sleep(lookSeconds);
        }
    }
}
