import { availableParallelism } from "node:os";
import { join } from "node:path";

import type { PlannedObject } from "../plan/plan";
import { startThreads } from "../tools/threads";
import type { SimulatedFigures } from "./figures";
import type { Conditions } from "./measuredRun";

/** One run: an incident's objects, the conditions and a seed. */
export interface PlayTask {
    readonly incident: readonly PlannedObject[];
    readonly conditions: Conditions;
    readonly seed: number;
}

export interface PlayPool {
    readonly play: (task: PlayTask) => Promise<SimulatedFigures>;
    readonly close: () => Promise<void>;
}

/** Plays runs on all cores. */
export async function playPool(): Promise<PlayPool> {
    const threads = await startThreads(join(__dirname, "worker.ts"), availableParallelism());
    return {
        play: (task) => threads.run(task, "perform") as Promise<SimulatedFigures>,
        close: threads.close,
    };
}
