import type { MessagePort } from "node:worker_threads";

import { performRun, watchRun } from "./run";
import type { RunOutcome, RunTask } from "./run";

export { watchRun };

/** A run for a worker thread, and the port on which it tells how far it has come. */
export interface WorkerTask {
    readonly task: RunTask;
    readonly port: MessagePort;
}

/** What a worker thread does, as `watchRun`; the pool finds them by their names. */
export async function runTask({ task, port }: WorkerTask): Promise<RunOutcome> {
    try {
        return await performRun(task, (share) => {
            port.postMessage(share);
        });
    } finally {
        port.close();
    }
}
