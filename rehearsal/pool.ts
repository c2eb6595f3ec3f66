import { join } from "node:path";
import { availableParallelism } from "node:os";
import { MessageChannel } from "node:worker_threads";

import type { RunTimelines } from "../datadog/monitors/timelineTypes";
import { startThreads } from "../tools/threads";
import type { RunOutcome, RunTask, WatchTask } from "./run";
import type { WorkerTask } from "./worker";

/** Whatever performs runs: on all cores, or one after the other right here. */
export interface RunPool {
    /** Of runs that wait for a thread that of the lowest rank is next. */
    readonly perform: (
        task: RunTask,
        progress: (share: number) => void,
        rank?: number,
    ) => Promise<RunOutcome>;
    readonly watch: (task: WatchTask) => Promise<RunTimelines>;
    readonly close: () => Promise<void>;
}

/** As many workers as there are cores, but no more than runs; none for a single run. */
export function workersFor(runs: number): number {
    return runs <= 1 ? 0 : Math.min(runs, availableParallelism());
}

/** A pool with that many worker threads; with 0, runs happen in this thread. */
export async function runPool(workers: number): Promise<RunPool> {
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
    watch: async (task) => (await import("./run.js")).watchRun(task),
    close: () => Promise.resolve(),
};

async function inThreads(workers: number): Promise<RunPool> {
    const threads = await startThreads(join(__dirname, "worker.ts"), workers);
    return {
        perform: async (task, progress, rank) => {
            const { port1, port2 } = new MessageChannel();
            port1.on("message", progress);
            try {
                const own: WorkerTask = { task, port: port2 };
                return (await threads.run(own, "runTask", { moved: [port2], rank })) as RunOutcome;
            } finally {
                port1.close();
            }
        },
        watch: (task) => threads.run(task, "watchRun") as Promise<RunTimelines>,
        close: threads.close,
    };
}
