/** What an experiment that did not come to its end has left in a stack, and what mends it. */
import { hostname } from "node:os";

import { type Phase, readJournal } from "../../experiment/stack/journal";
import { isAlive } from "../../tools/isAlive";

const words: Readonly<Record<Phase, string>> = {
    rest: "the healthy shop",
    fix: "a fix, and no incident yet",
    incident: "an incident",
    recovery: "an incident that is being recovered from",
};

export function recoverCommand(stack: string): string {
    return `npm run recover -- --stack ${stack}`;
}

/** For who ends the process that is at it. */
export function leftText(phase: Phase, stack: string): string {
    return phase === "rest"
        ? `Left in stack ${stack}: ${words.rest}.`
        : `Left in stack ${stack}: ${words[phase]}. What mends it: ${recoverCommand(stack)}`;
}

/** For who comes later; undefined: nothing is unfinished. */
export function unfinishedText(file: string): string | undefined {
    const entry = readJournal(file);
    if (entry === undefined) {
        return undefined;
    }
    const { stack, incident, phase, since, process, host } = entry;
    return host === hostname() && isAlive(process)
        ? `Process ${process} is playing ${incident} on stack ${stack}. Ctrl-C there recovers. If that ` +
              `process is something else, the machine has been started since: delete ${file} then.`
        : `An experiment with ${incident} on stack ${stack} was not finished: at ${since} there ` +
              `was ${words[phase]}. First: ${recoverCommand(stack)}`;
}
