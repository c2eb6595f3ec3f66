import { availableParallelism } from "node:os";
import { join } from "node:path";

import { Piscina } from "piscina";

import type { PlannedObject } from "../plan/plan";
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
export function playPool(): PlayPool {
    const pool = new Piscina({
        filename: join(__dirname, "worker.ts"),
        minThreads: availableParallelism(),
        maxThreads: availableParallelism(),
        // The project runs from its sources: each thread needs the loader of TypeScript.
        execArgv: ["--require", require.resolve("tsx/cjs")],
    });
    return {
        play: (task) => pool.run(task) as Promise<SimulatedFigures>,
        close: () => pool.destroy(),
    };
}
