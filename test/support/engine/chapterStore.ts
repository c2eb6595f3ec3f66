/**
 * What each chapter of the engine tier has shown when it was last run as a whole. A run takes the
 * better part of an hour: whoever has mended one chapter runs that one again, not all of them.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { checkout } from "./projectCopy";
import type { ChapterRecord } from "./runRecord";

/** A chapter, and what it ran on. */
export interface KeptChapter extends ChapterRecord {
    /** By name: as each part of the engine reports itself, Kubernetes and Node. */
    readonly versions: Readonly<Record<string, string>>;
}

const folder = join(checkout, "node_modules", ".cache", "engine-run");

function fileOf(title: string): string {
    return join(folder, `${title.replace(/\W+/g, "-")}.json`);
}

export function keepChapter(chapter: KeptChapter): void {
    mkdirSync(folder, { recursive: true });
    writeFileSync(fileOf(chapter.title), JSON.stringify(chapter));
}

/** What was once seen is not so any more. */
export function dropChapter(title: string): void {
    rmSync(fileOf(title), { force: true });
}

/** Undefined when the chapter has not passed since it last failed. */
export function keptChapter(title: string): KeptChapter | undefined {
    const file = fileOf(title);
    return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as KeptChapter) : undefined;
}
