/** From any half-way state back to the healthy shop. */
import { existsSync, rmSync } from "node:fs";
import { hostname } from "node:os";

import { openStack } from "../../experiment/stack/automation";
import {
    type JournalEntry,
    journalFile,
    readJournal,
    snapshotIn,
} from "../../experiment/stack/journal";
import { stackWorld } from "../../experiment/stack/stackWorld";
import { recovered } from "../../experiment/recovered";
import { sensesOf, timesAt } from "../../experiment/senses/ofCluster";
import { awaitSteady } from "../../experiment/steady";
import type { World } from "../../experiment/world";
import { ownValues, stackConfig } from "../../live/doctor/stackFile";
import { contextOf } from "../../live/kubeconfig";
import { apiReader } from "../../live/snapshot/apiServer";
import {
    defaultFile,
    readSnapshot,
    type Snapshot,
    SnapshotError,
} from "../../live/snapshot/snapshotFile";
import { npmRun, type Place } from "../../live/snapshot/place";
import { verdictText } from "../../live/snapshot/text";
import { bystanderOf, placeOf, projectFolder } from "../experiment/onStack";
import { unfinishedText } from "../experiment/left";
import type { Output } from "../output";
import { isAlive } from "../../tools/isAlive";
import { changedSettings } from "./changedSettings";

/**
 * Resolves to whether the shop is whole; says all else.
 * @param withinSeconds how long that may take, after the engine has done its part
 */
export async function recoverStack(
    stack: string,
    withinSeconds: number,
    say: Output,
): Promise<boolean> {
    const report = (line: string): void => {
        say.error(line);
    };
    const file = journalFile(stack);
    const entry = readJournal(file);
    if (entry?.host === hostname() && isAlive(entry.process)) {
        throw new Error(unfinishedText(file));
    }
    const own = ownValues(stackConfig(projectFolder, stack));
    if ((own.baseStack ?? "") !== "") {
        throw new Error(
            `Stack ${stack} holds an incident alone. What ends it: pulumi destroy -s ${stack}`,
        );
    }
    const place = placeOf(own);
    const config = contextOf(place.context);
    const reader = apiReader(config);
    const world = stackWorld({
        engine: await openStack(projectFolder, stack),
        ...{ reader, namespace: place.namespace },
        senses: sensesOf({ config, reader }, place, undefined, timesAt(1)),
        ...{ incident: "none", settings: {}, bystander: bystanderOf(report), speed: 1 },
    });
    say.error(
        entry === undefined ? `No experiment on stack ${stack} is unfinished.` : found(entry),
    );
    const snapshot = snapshotFor(entry, file, place, report);
    const isWhole =
        snapshot === undefined
            ? await isHealthy(world, place, say)
            : await isProved(world, snapshot, { place, withinSeconds }, say);
    for (const line of changedSettings(entry?.settings, own, stack)) {
        say.log(line);
    }
    if (isWhole) {
        rmSync(file, { force: true });
    }
    return isWhole;
}

function found({ incident, remediation, phase, since }: JournalEntry): string {
    return `Unfinished: ${incident} with remediation ${remediation}, in phase ${phase} since ${since}.`;
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

async function isProved(
    world: World,
    snapshot: Snapshot,
    asked: { readonly place: Place; readonly withinSeconds: number },
    say: Output,
): Promise<boolean> {
    const report = (line: string): void => {
        say.error(line);
    };
    const { verdict } = await recovered(world, { ...asked, snapshot, report });
    say.log(verdictText(verdict, snapshot, asked.place, undefined));
    return verdict.isWhole;
}

async function isHealthy(world: World, place: Place, say: Output): Promise<boolean> {
    const report = (line: string): void => {
        say.error(line);
    };
    await world.recover();
    await awaitSteady(world, { report, signal: new AbortController().signal });
    say.log(
        "Healthy. There was no snapshot to prove more by; take one now: " +
            npmRun("snapshot", place),
    );
    return true;
}
