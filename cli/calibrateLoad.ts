import type { Scenario, Symptom } from "../scenarios/scenario";
import { broken } from "../twin/calibration/edges";
import type { Figures } from "../twin/fidelity/figures";
import { median } from "../verdict/interval";

interface Load {
    readonly users: number;
    readonly spawnRate: number;
    /** What a guide says of it; undefined: the incident's own. */
    readonly promise: string | undefined;
}

/** A load of an incident's record, and what became of it under all seeds. */
export interface TriedLoad extends Load {
    /** Symptoms of the contract that some seed breaks. */
    readonly broken: readonly Symptom[];
    /** Medians over the seeds. */
    readonly restarts: number;
    readonly p95Seconds: number;
}

export function triedLoad(
    { symptoms }: Scenario,
    { users, spawnRate, promise }: Load,
    runs: readonly Figures[],
): TriedLoad {
    const isBroken = (symptom: Symptom): boolean =>
        runs.some((run) =>
            (["ceiling", "floor"] as const).some((side) => broken([symptom], run, side).length > 0),
        );
    return {
        users,
        spawnRate,
        promise,
        broken: symptoms.filter(isBroken),
        restarts: median(runs.map((run) => run.killsAtSeconds.length)),
        p95Seconds: median(runs.map((run) => run.p95Seconds)),
    };
}
