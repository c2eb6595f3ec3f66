import { join } from "node:path";
import { availableParallelism } from "node:os";
import { MessageChannel } from "node:worker_threads";

import { Piscina } from "piscina";

import type { RunOutcome, RunTask } from "./run";

/** Whatever performs runs: on all cores, or one after the other right here. */
export interface RunPool {
    readonly perform: (task: RunTask, progress: (share: number) => void) => Promise<RunOutcome>;
    readonly close: () => Promise<void>;
}

/** As many workers as there are cores, but no more than runs; none for a single run. */
export function workersFor(runs: number): number {
    return runs <= 1 ? 0 : Math.min(runs, availableParallelism());
}

/** A pool with that many worker threads; with 0, runs happen in this thread. */
export function runPool(workers: number): RunPool {
    return workers === 0 ? inThisThread : inThreads(workers);
}

const inThisThread: RunPool = {
    perform: async (task, progress) => {
        // Lets a progress bar draw itself between two runs.
        await new Promise(setImmediate);
        // Threads have it to themselves: it is most of what there is to load.
        const { performRun } = await import("./run.js");
        return performRun(task, progress);
    },
    close: () => Promise.resolve(),
};

function inThreads(workers: number): RunPool {
    const pool = new Piscina({
        filename: join(__dirname, "worker.ts"),
        name: "runTask",
        minThreads: workers,
        maxThreads: workers,
        // The project runs from its sources: each thread needs the loader of TypeScript.
        execArgv: ["--require", require.resolve("tsx/cjs")],
    });
    return {
        perform: async (task, progress) => {
            const { port1, port2 } = new MessageChannel();
            port1.on("message", progress);
            try {
                return (await pool.run(
                    { task, port: port2 },
                    { transferList: [port2] },
                )) as RunOutcome;
            } finally {
                port1.close();
            }
        },
        close: () => pool.destroy(),
    };
}
