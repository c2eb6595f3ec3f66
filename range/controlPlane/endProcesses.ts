/** Ends processes by their ids. */
import { setTimeout as sleep } from "node:timers/promises";

/** How long a process may take to obey SIGTERM. */
const graceMilliseconds = 4_000;
const pollMilliseconds = 25;

/**
 * Ends one process after the other, killing it if it does not obey. In turn, not all at once: the
 * API server takes long to end when its etcd is gone already.
 */
export async function endProcesses(processIds: readonly number[]): Promise<void> {
    for (const processId of processIds) {
        signal(processId, "SIGTERM");
        const deadline = Date.now() + graceMilliseconds;
        while (signal(processId, 0)) {
            if (Date.now() > deadline) {
                signal(processId, "SIGKILL");
                break;
            }
            await sleep(pollMilliseconds);
        }
    }
}

/** False when there is no such process any more. */
function signal(processId: number, name: NodeJS.Signals | 0): boolean {
    try {
        return process.kill(processId, name);
    } catch {
        return false;
    }
}
