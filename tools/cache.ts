/**
 * What is made once per machine and kept outside the checkout, under a name made of everything that
 * went into it: what is there need not be looked at.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { withLock } from "./buildLock";

/** Returns the folder of that name, having it filled first where there is none yet. */
export async function cached(
    name: string,
    report: (line: string) => void,
    fill: (folder: string) => Promise<void>,
): Promise<string> {
    const root = cacheRoot();
    const folder = join(root, name);
    if (!existsSync(folder)) {
        mkdirSync(root, { recursive: true });
        // One lock for all: two builds at once would only slow each other down.
        await withLock(join(root, "build.lock"), report, async () => {
            // Another process may have made it while we waited.
            if (!existsSync(folder)) {
                removeLeftovers(folder);
                await fillAside(folder, fill);
            }
        });
    }
    return folder;
}

/** Only a folder with everything in it ever gets the name that is looked for. */
async function fillAside(folder: string, fill: (folder: string) => Promise<void>): Promise<void> {
    const partial = mkdtempSync(`${folder}.partial-`);
    try {
        await fill(partial);
        renameSync(partial, folder);
    } catch (error) {
        rmSync(partial, { recursive: true, force: true });
        throw error;
    }
}

/** Where all of it is. */
export function cacheRoot(): string {
    const chosen = process.env.XDG_CACHE_HOME ?? "";
    const cache = chosen === "" ? join(homedir(), ".cache") : chosen;
    return join(cache, "sock-shop-incidents");
}

/** What killed builds left behind; the caller holds the lock, so nobody uses it. */
function removeLeftovers(folder: string): void {
    const prefix = `${basename(folder)}.partial-`;
    for (const name of readdirSync(dirname(folder))) {
        if (name.startsWith(prefix)) {
            rmSync(join(dirname(folder), name), { recursive: true, force: true });
        }
    }
}
