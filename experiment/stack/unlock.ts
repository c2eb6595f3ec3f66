/** A stack that is locked: by an update that goes on, or by one that was killed. */
import { hostname } from "node:os";

import type { Waiter } from "../namespaceEnd";
import { type Engine, type Holder, LockedError } from "./engine";

/** As long as an update of the shop may take, seconds of the wall. */
const patienceSeconds = 240;
const pollSeconds = 5;

export interface Bystander extends Waiter {
    /** Whether a process of this machine is there. */
    readonly isAlive: (process: number) => boolean;
}

/**
 * Updates as soon as nobody else does. A lock whose process is gone is taken away at once; one of
 * somebody who is there, or whom the backend does not name, is waited for and never broken.
 */
export async function onceUnlocked(
    engine: Engine,
    update: () => Promise<void>,
    { report, wait, isAlive }: Bystander,
): Promise<void> {
    let said = "";
    for (let waited = 0; ; waited += pollSeconds) {
        try {
            await update();
            return;
        } catch (error) {
            if (!(error instanceof LockedError)) {
                throw error;
            }
            const { holders, message } = error;
            if (holders.length > 0 && holders.every((one) => isGone(one, isAlive))) {
                report(`${message} That process is gone: its lock is taken away (pulumi cancel).`);
                await engine.cancel();
                continue;
            }
            if (waited >= patienceSeconds) {
                throw new StillLockedError(error);
            }
            if (said !== message) {
                report(`${message} Waiting for its end.`);
                said = message;
            }
            await wait(pollSeconds);
        }
    }
}

/** Somebody may be at work in the stack; what is not so is for people to say. */
export class StillLockedError extends Error {
    constructor({ stackName, message }: LockedError) {
        super(
            `${message} It has not ended within ${patienceSeconds / 60} minutes. If nobody is at ` +
                `work there any more: pulumi cancel ${stackName} --yes`,
        );
        this.name = "StillLockedError";
    }
}

function isGone({ host, process }: Holder, isAlive: Bystander["isAlive"]): boolean {
    return host === hostname() && !isAlive(process);
}
