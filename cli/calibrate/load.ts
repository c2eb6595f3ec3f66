import type { Symptom } from "../../scenarios/scenario";
import { broken } from "../../fidelity/calibration/edges";
import type { SimulatedFigures } from "../../fidelity/figures";
import type { Contract } from "../../verdict/contract";
import { median } from "../../verdict/chance";

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
    contract: Contract,
    { users, spawnRate }: Load,
    runs: readonly SimulatedFigures[],
): TriedLoad {
    const found = runs.flatMap((run) =>
        (["ceiling", "floor"] as const).flatMap((side) => broken(contract, run, side)),
    );
    const held = runs.map((run) => run.heldUsers);
    return {
        users,
        spawnRate,
        heldUsers: [Math.min(...held), Math.max(...held)],
        broken: contract.symptoms.filter((symptom) => found.includes(symptom)),
        restarts: median(runs.map((run) => run.killsAtSeconds.length)),
        p95Seconds: median(runs.map((run) => run.p95Seconds)),
    };
}
