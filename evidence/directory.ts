import { existsSync, readdirSync, rmSync } from "node:fs";
import { mkdir, readFile, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";

import { EvidenceError, formatVersion, manifestFile } from "./files";

/**
 * Whether a directory may be written to: it does not exist, is empty, or holds evidence of ours,
 * which is replaced. Anything else throws an EvidenceError.
 */
async function requireReplaceable(directory: string): Promise<void> {
    if (!existsSync(directory)) {
        return;
    }
    const names = await readdir(directory).catch(() => undefined);
    if (names === undefined) {
        throw new EvidenceError(`${directory} is not a directory. Name another one.`);
    }
    if (names.length > 0 && !(await isEvidence(directory))) {
        throw new EvidenceError(
            `${directory} is not empty and holds no evidence of this project. ` +
                "Name a new directory, an empty one, or one with older evidence.",
        );
    }
}

/**
 * The same for a directory that gets several pieces of evidence, one in a directory each. What is
 * in it already must be evidence of ours, whether it will be replaced or not.
 */
export async function requireFolderOfEvidence(folder: string): Promise<void> {
    if (!existsSync(folder)) {
        return;
    }
    const names = await readdir(folder).catch(() => undefined);
    if (names === undefined) {
        throw new EvidenceError(`${folder} is not a directory. Name another one.`);
    }
    const found = await Promise.all(
        names.map(async (name) => ({ name, ours: await isEvidence(join(folder, name)) })),
    );
    const foreign = found.find(({ ours }) => !ours);
    if (foreign !== undefined) {
        throw new EvidenceError(
            `${folder} is no directory for evidence: "${foreign.name}" in it is none. ` +
                "Name a new directory, an empty one, or one with older evidence only.",
        );
    }
}

/** Names of the folders in a directory that hold evidence, of whatever format, in order. */
export async function foldersOfEvidence(directory: string): Promise<readonly string[]> {
    const names = await readdir(directory);
    return names.filter((name) => existsSync(join(directory, name, manifestFile))).sort();
}

async function isEvidence(directory: string): Promise<boolean> {
    try {
        const text = await readFile(join(directory, manifestFile), "utf8");
        const { format } = JSON.parse(text) as { readonly format?: unknown };
        return format === formatVersion;
    } catch {
        return false;
    }
}

const unfinished = "partial";

/** Removes what this process has begun in a folder and will not finish. */
export function removeUnfinished(folder: string): void {
    const names = existsSync(folder) ? readdirSync(folder) : [];
    for (const name of names.filter((one) => one.endsWith(`.${unfinished}-${process.pid}`))) {
        rmSync(join(folder, name), { recursive: true, force: true });
    }
}

/**
 * Lets `fill` write into a directory next to the wanted one, and puts it in its place once it is
 * complete: whoever looks sees the old content or the new one, never a part. What fails half-way
 * is removed.
 */
export async function replaceDirectory(
    directory: string,
    fill: (partial: string) => Promise<void>,
): Promise<void> {
    const target = resolve(directory);
    await requireReplaceable(target);
    const beside = (what: string): string =>
        join(dirname(target), `.${basename(target)}.${what}-${process.pid}`);
    const partial = beside(unfinished);
    const old = beside("old");
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial, { recursive: true });
    try {
        await fill(partial);
        // The second look: the run may have taken a while.
        await requireReplaceable(target);
        if (existsSync(target)) {
            await rename(target, old);
        }
        await rename(partial, target);
        await rm(old, { recursive: true, force: true });
    } catch (error) {
        await rm(partial, { recursive: true, force: true });
        throw error;
    }
}
