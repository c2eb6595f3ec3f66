/** Plays an experiment on a stage, and keeps what it shows. */
import type { ArmRun } from "../../experiment/arm";
import { runExperiment } from "../../experiment/experiment";
import type { TableStyle } from "../../report/arms/armsTable";
import type { Output } from "../output";
import type { AskedExperiment } from "./arguments";
import { Keeper } from "./keep";
import { exitCodes, type Stage } from "./stage";
import { armText } from "./text";
import { messageOf } from "../../tools/messageOf";

export interface Performance {
    readonly asked: AskedExperiment;
    /** Where evidence goes. */
    readonly out: string;
    readonly say: Output;
    readonly terminal: TableStyle;
    /** Aborted: recover at once. */
    readonly signal: AbortSignal;
}

/**
 * Resolves to the exit code: 0 when every arm was played, its shop is whole again and its evidence
 * is kept. Evidence that cannot be kept ends it: to break the shop again would show nothing.
 */
export async function play(
    stage: Stage,
    { asked, out, say, terminal, signal }: Performance,
): Promise<number> {
    const keeper = new Keeper(asked, out, stage.world.origin, say);
    let runs: readonly ArmRun[];
    try {
        runs = await runExperiment(stage.world, {
            ...{ ...asked, ...stage, signal },
            report: (line) => {
                say.error(line);
            },
            onArm: (one) => {
                say.error(armText(one, asked.incident));
                return keeper.add(one);
            },
        });
    } catch (error) {
        await keeper.conclude(messageOf(error), terminal, signal);
        throw error;
    } finally {
        await stage.end();
    }
    const isKept = await keeper.conclude(null, terminal, signal);
    if (!isKept || runs.some(({ recovery }) => !recovery.isWhole)) {
        return exitCodes.notDone;
    }
    const isDone = runs.every(({ ending }) => ending.kind === "load over");
    return signal.aborted ? exitCodes.interrupted : isDone ? exitCodes.done : exitCodes.notDone;
}
