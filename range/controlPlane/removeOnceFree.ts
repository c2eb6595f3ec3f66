/** Folders that something else keeps for a moment longer, such as the kernel a cgroup. */
import { readdirSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** How long the kernel may take to let go of a cgroup whose last process was killed. */
const patienceMilliseconds = 10_000;
const pollMilliseconds = 100;

/** Removes the folder and those in it, but no files: a cgroup's go with it. */
export async function removeOnceFree(folder: string): Promise<void> {
    const deadline = Date.now() + patienceMilliseconds;
    while (!isRemoved(folder) && Date.now() < deadline) {
        await sleep(pollMilliseconds);
    }
}

function isRemoved(folder: string): boolean {
    try {
        for (const entry of readdirSync(folder, { withFileTypes: true })) {
            if (entry.isDirectory() && !isRemoved(join(folder, entry.name))) {
                return false;
            }
        }
        rmdirSync(folder);
        return true;
    } catch (error) {
        return (error as NodeJS.ErrnoException).code === "ENOENT";
    }
}
