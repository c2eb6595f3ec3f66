/** Recovers a shop, and proves it by the best snapshot that there is. */
import { existsSync } from "node:fs";

import { recovered } from "../../experiment/recovered";
import { type JournalEntry, snapshotIn } from "../../experiment/stack/journal";
import { awaitSteady } from "../../experiment/steady";
import type { World } from "../../experiment/world";
import { npmRun, type Place } from "../../live/snapshot/place";
import {
    defaultFile,
    readSnapshot,
    type Snapshot,
    SnapshotError,
} from "../../live/snapshot/snapshotFile";
import { verdictText } from "../../live/snapshot/text";
import type { Output } from "../output";

export interface Recovery {
    /** What an experiment has left, and the file it stands in. */
    readonly entry: JournalEntry | undefined;
    readonly file: string;
    readonly place: Place;
    readonly withinSeconds: number;
}

export async function isWholeAgain(
    world: World,
    { entry, file, place, withinSeconds }: Recovery,
    say: Output,
): Promise<boolean> {
    const report = (line: string): void => {
        say.error(line);
    };
    const snapshot = snapshotFor(entry, file, place, report);
    if (snapshot === undefined) {
        await world.recover();
        await awaitSteady(world, { report, signal: new AbortController().signal });
        say.log(
            "Healthy. There was no snapshot to prove more by; take one now: " +
                npmRun("snapshot", place),
        );
        return true;
    }
    const { verdict } = await recovered(world, { place, withinSeconds, snapshot, report });
    say.log(verdictText(verdict, snapshot, place, undefined));
    return verdict.isWhole;
}

/** That of the experiment, or the one that was taken by hand. */
function snapshotFor(
    entry: JournalEntry | undefined,
    file: string,
    place: Place,
    report: (line: string) => void,
): Snapshot | undefined {
    const byHand = defaultFile(place);
    return (
        readable(() => entry && snapshotIn(entry, file), report) ??
        readable(() => (existsSync(byHand) ? readSnapshot(byHand, place) : undefined), report)
    );
}

/** A snapshot that cannot be read is no reason to leave the incident on. */
function readable(
    read: () => Snapshot | undefined,
    report: (line: string) => void,
): Snapshot | undefined {
    try {
        return read();
    } catch (error) {
        if (!(error instanceof SnapshotError)) {
            throw error;
        }
        report(`Recovering without that snapshot: ${error.message}`);
        return undefined;
    }
}
