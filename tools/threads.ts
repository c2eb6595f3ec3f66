/**
 * Worker threads for a module of the project. Each loads one file with all that the module needs,
 * bundled anew: from the sources it takes most of a second of every thread, and functions that call
 * each other across modules, or that the loader gives their names, are slower by a fifth.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { MessagePort } from "node:worker_threads";

import { Piscina } from "piscina";

import { bundle } from "./bundling";
import { RankedQueue } from "./rankedQueue";

export interface ThreadTask {
    /** Ports in the task, which are moved. */
    readonly moved?: readonly MessagePort[];
    /** Of tasks that wait for a thread the lowest is first, and of equals who came first. */
    readonly rank?: number;
}

export interface Threads {
    /** Has a free thread call the module's function of that name. */
    readonly run: (task: object, name: string, how?: ThreadTask) => Promise<unknown>;
    readonly close: () => Promise<void>;
}

/**
 * Starts that many threads for the module in that file. Rejects with what is wrong with its sources,
 * and when there is no room for a temporary file.
 */
export async function startThreads(module: string, count: number): Promise<Threads> {
    const folder = mkdtempSync(join(tmpdir(), "sock-shop-threads-"));
    const remove = (): void => {
        rmSync(folder, { recursive: true, force: true });
    };
    try {
        const filename = join(folder, `${basename(module, ".ts")}.cjs`);
        for (const { path, contents } of await bundled(module, filename)) {
            writeFileSync(path, contents);
        }
        const pool = new Piscina({
            filename,
            minThreads: count,
            maxThreads: count,
            taskQueue: new RankedQueue(),
            execArgv: ["--enable-source-maps"],
            // Tasks forget most of what they make: with some room for it little is taken for lasting.
            resourceLimits: { maxYoungGenerationSizeMb: 96 },
        });
        let isClosed = false;
        pool.on("error", (error) => {
            // One that had not even begun when all was over does not find its file any more.
            if (!isClosed) {
                throw error;
            }
        });
        return {
            run: (task, name, { moved = [], rank = 0 } = {}) =>
                pool.run(RankedQueue.ranked(task, rank), { name, transferList: [...moved] }),
            close: async () => {
                isClosed = true;
                await pool.destroy();
                remove();
            },
        };
    } catch (error) {
        remove();
        throw error;
    }
}

/** The code, and the map by which an error tells the sources' own lines. */
function bundled(module: string, filename: string): ReturnType<typeof bundle> {
    return bundle({
        entryPoints: [module],
        outfile: filename,
        sourcemap: "linked",
        ...{ platform: "node", format: "cjs", target: "node22", logLevel: "silent" },
    });
}
