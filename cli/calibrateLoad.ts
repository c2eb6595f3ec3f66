import type { Scenario, Symptom } from "../scenarios/scenario";
import { broken } from "../fidelity/calibration/edges";
import type { SimulatedFigures } from "../fidelity/figures";
import { median } from "../verdict/chance";

interface Load {
    readonly users: number;
    readonly spawnRate: number;
}

/** The load of an incident's record, and what became of it under all seeds. */
export interface TriedLoad extends Load {
    /** Smallest and largest of the seeds; all of them, unless the load finds their number. */
    readonly heldUsers: readonly [low: number, high: number];
    /** Symptoms of the contract that some seed breaks. */
    readonly broken: readonly Symptom[];
    /** Medians over the seeds. */
    readonly restarts: number;
    readonly p95Seconds: number;
}

export function triedLoad(
    { symptoms }: Scenario,
    { users, spawnRate }: Load,
    runs: readonly SimulatedFigures[],
): TriedLoad {
    const isBroken = (symptom: Symptom): boolean =>
        runs.some((run) =>
            (["ceiling", "floor"] as const).some((side) => broken([symptom], run, side).length > 0),
        );
    const held = runs.map((run) => run.heldUsers);
    return {
        users,
        spawnRate,
        heldUsers: [Math.min(...held), Math.max(...held)],
        broken: symptoms.filter(isBroken),
        restarts: median(runs.map((run) => run.killsAtSeconds.length)),
        p95Seconds: median(runs.map((run) => run.p95Seconds)),
    };
}
