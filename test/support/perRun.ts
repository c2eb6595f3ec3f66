/**
 * What is dear to make and the same for all specs is made once a run of the tests, also where the
 * specs run in several processes. It lies in a folder that this run alone has, so it is never old.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";

/** Where the processes of one run find each other's results; unset: each keeps its own. */
const variable = "SOCK_SHOP_TEST_RUN";

/** Called by mocha before and after a run, in the process that the others descend from. */
export const mochaGlobalSetup = (): void => {
    process.env[variable] = mkdtempSync(join(tmpdir(), "sock-shop-tests-"));
};

export const mochaGlobalTeardown = (): void => {
    const folder = process.env[variable];
    if (folder !== undefined) {
        rmSync(folder, { recursive: true, force: true });
    }
};

const known = new Map<string, Promise<unknown>>();

/** What `make` makes, for whoever asks for `key`; it has to survive a structured clone. */
export function oncePerRun<T>(key: string, make: () => Promise<T>): Promise<T> {
    const found = (known.get(key) as Promise<T> | undefined) ?? fetched(key, make);
    known.set(key, found);
    return found;
}

async function fetched<T>(key: string, make: () => Promise<T>): Promise<T> {
    const folder = process.env[variable];
    if (folder === undefined) {
        return make();
    }
    const file = join(folder, createHash("sha256").update(key).digest("hex"));
    if (existsSync(file)) {
        return deserialize(readFileSync(file)) as T;
    }
    const made = await make();
    // Whole or not there: another process may look at any moment.
    const partial = `${file}.${process.pid}`;
    writeFileSync(partial, serialize(made));
    renameSync(partial, file);
    return made;
}
