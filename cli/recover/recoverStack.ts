/** From any half-way state back to the healthy shop. */
import { rmSync } from "node:fs";
import { hostname } from "node:os";

import { ownStackRecovery } from "../../components/settings/recovery";
import { openStack } from "../../experiment/stack/automation";
import { type JournalEntry, journalFile, readJournal } from "../../experiment/stack/journal";
import { stackWorld } from "../../experiment/stack/stackWorld";
import { sensesOf, timesAt } from "../../experiment/senses/ofCluster";
import { ownValues, stackConfig } from "../../live/doctor/stackFile";
import { contextOf } from "../../live/kubeconfig";
import { apiReader } from "../../live/snapshot/apiServer";
import { unfinishedText } from "../experiment/left";
import type { Output } from "../output";
import { bystanderOf, placeOf } from "../stack";
import { isAlive } from "../../tools/isAlive";
import { projectFolder } from "../../tools/projectFolder";
import { changedSettings } from "./changedSettings";
import { isWholeAgain } from "./wholeAgain";

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
            `Stack ${stack} holds an incident alone. What ends it: ${ownStackRecovery(stack)}`,
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
    const isWhole = await isWholeAgain(world, { entry, file, place, withinSeconds }, say);
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
