/** Rehearses what an experiment has played. */
import type { KeptExperiment } from "../../experiment/kept/schema";
import type { RehearsalResult } from "../../rehearsal/types";
import type { Output } from "../output";

/** Enough to know how far runs lie apart. */
const seeds = [1, 2, 3, 4, 5];

export async function predicted(
    { incident, remediations, settings, rehearsal }: KeptExperiment,
    say: Output,
    signal?: AbortSignal,
): Promise<RehearsalResult> {
    const arms = ["none", ...remediations.filter((one) => one !== "none")];
    say.error(`Rehearsing the same, simulated: ${arms.length * seeds.length} runs …`);
    // Loading it takes longer than a run.
    const { rehearse } = await import("../../rehearsal/rehearsal.js");
    const { result } = await rehearse(
        { incident, arms, fixAt: ["before"], seeds, settings, monitors: false, ...rehearsal },
        undefined,
        signal,
    );
    return result;
}
