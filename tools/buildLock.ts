/** Keeps two processes from building the same thing at once. */
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "./isAlive";
import { withProgress } from "./progress";

const pollMilliseconds = 500;

/** Its owner writes its name at once: a lock without one for longer is of somebody who could not. */
const namelessMilliseconds = 2000;

/** Runs the work while this process holds the lock file. */
export async function withLock<T>(
    path: string,
    report: (line: string) => void,
    work: () => Promise<T>,
): Promise<T> {
    if (!acquire(path)) {
        await withProgress("Waiting for another process to build it", report, () => wait(path));
    }
    try {
        return await work();
    } finally {
        rmSync(path, { force: true });
    }
}

/** Resolves once the lock is ours. A lock whose owner is dead is taken over. */
async function wait(path: string): Promise<void> {
    let namedAt = Date.now();
    while (!acquire(path)) {
        const owner = ownerOf(path);
        if (owner !== undefined) {
            namedAt = Date.now();
        }
        const isNobodys = Date.now() - namedAt > namelessMilliseconds;
        if (isNobodys || (owner !== undefined && !isAlive(owner))) {
            discard(path);
            namedAt = Date.now();
        } else {
            await sleep(pollMilliseconds);
        }
    }
}

function acquire(path: string): boolean {
    try {
        writeFileSync(path, String(process.pid), { flag: "wx" });
        return true;
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "EEXIST") {
            return false;
        }
        // A full disk has room for a file, but not for what is in it.
        rmSync(path, { force: true });
        throw error;
    }
}

/** The owner's process id; undefined while it is being written or is gone. */
function ownerOf(path: string): number | undefined {
    try {
        const owner = Number(readFileSync(path, "utf8"));
        return owner > 0 ? owner : undefined;
    } catch {
        return undefined;
    }
}

/** Renames first: of several processes that find the dead owner's lock only one removes it. */
function discard(path: string): void {
    const aside = `${path}.${process.pid}`;
    try {
        renameSync(path, aside);
        rmSync(aside, { force: true });
    } catch {
        // Somebody else was faster.
    }
}
