import { enableCompileCache } from "node:module";
import { join } from "node:path";

import { CommanderError } from "commander";

import type { ArmRun } from "../experiment/arm";
import { messageOf } from "../live/doctor/finding";
import { type AskedExperiment, parseExperiment } from "./experiment/arguments";
import { armText } from "./experiment/text";
import type { Output } from "./output";
import { requireFolder } from "./paths";
import { run } from "./run";

const exitCodes = { done: 0, notDone: 1, interrupted: 130 } as const;

/** Resolves to the exit code: 0 when every arm was played and its shop is whole again. */
export async function experiment(args: readonly string[], say: Output): Promise<number> {
    let asked: AskedExperiment;
    try {
        asked = parseExperiment(args, say);
    } catch (error) {
        if (error instanceof CommanderError) {
            return error.exitCode;
        }
        throw error;
    }
    const out = asked.out ?? join("results", `${asked.incident}-${stamp(new Date())}`);
    requireFolder(out, `--out ${out}`);
    const interrupt = new AbortController();
    const stop = (): void => {
        say.error("Interrupted. What was begun is recovered from; this takes a few minutes.");
        interrupt.abort();
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
        process.on(signal, stop);
    }
    try {
        return await played(asked, out, say, interrupt.signal);
    } finally {
        for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
            process.off(signal, stop);
        }
    }
}

async function played(
    asked: AskedExperiment,
    out: string,
    say: Output,
    signal: AbortSignal,
): Promise<number> {
    const report = (line: string): void => {
        say.error(line);
    };
    // Before they are needed they would only make `--help` slow.
    const { stageOnRange } = await import("./experiment/onRange.js");
    const { runExperiment } = await import("../experiment/experiment.js");
    const { keep } = await import("./experiment/keep.js");
    const stage = await stageOnRange(asked, report, signal);
    let runs: readonly ArmRun[];
    try {
        runs = await runExperiment(stage.world, {
            ...{ ...asked, place: stage.place, report, signal },
            onArm: async (one) => {
                say.error(armText(one, asked.incident));
                await keep(one, out).catch((error: unknown) => {
                    say.error(`The evidence could not be kept: ${messageOf(error)}`);
                });
            },
        });
    } finally {
        report("Ending the range …");
        await stage.end();
    }
    const isDone = runs.every(
        ({ ending, recovery }) => ending.kind === "load over" && recovery.isWhole,
    );
    say.log(`Evidence: ${out}`);
    if (signal.aborted && runs.every(({ recovery }) => recovery.isWhole)) {
        return exitCodes.interrupted;
    }
    return isDone ? exitCodes.done : exitCodes.notDone;
}

/** Part of a folder's name. */
function stamp(time: Date): string {
    return time.toISOString().slice(0, 19).replaceAll(":", "-");
}

if (require.main === module) {
    run(async () => {
        enableCompileCache();
        process.exitCode = await experiment(process.argv.slice(2), console);
    });
}
