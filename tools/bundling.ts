/**
 * esbuild without what it leaves behind: its service stays with all that it has read, 370 MB of it
 * after a large bundle, until the process ends that has called it.
 */
import { build, buildSync, type BuildOptions, type OutputFile, stop } from "esbuild";

/** There is one service for all who bundle at the same time. */
let bundling = 0;

/** What is made, in the order of the entry points; nothing is written. */
export async function bundle(options: BuildOptions): Promise<readonly OutputFile[]> {
    bundling++;
    try {
        return (await build({ ...options, bundle: true, write: false })).outputFiles;
    } finally {
        await leave();
    }
}

/** The same while everything else waits. */
export function bundleNow(options: BuildOptions): readonly OutputFile[] {
    bundling++;
    try {
        return buildSync({ ...options, bundle: true, write: false }).outputFiles;
    } finally {
        void leave();
    }
}

async function leave(): Promise<void> {
    bundling--;
    if (bundling === 0) {
        await stop();
    }
}
