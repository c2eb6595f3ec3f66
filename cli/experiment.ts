import { enableCompileCache } from "node:module";
import { join } from "node:path";

import pico from "picocolors";

import type { ArmRun } from "../experiment/arm";
import { messageOf } from "../live/doctor/finding";
import { askedOrExit } from "./asked";
import { type AskedExperiment, parseExperiment } from "./experiment/arguments";
import type { Stage } from "./experiment/stage";
import { armText } from "./experiment/text";
import type { Output } from "./output";
import { requireFolder } from "./paths";
import { run } from "./run";
import { terminalWidth } from "./terminalWidth";

const terminal = { width: terminalWidth(), hasColour: pico.isColorSupported };

const exitCodes = { done: 0, notDone: 1, interrupted: 130 } as const;

/** Resolves to the exit code: 0 when every arm was played and its shop is whole again. */
export async function experiment(args: readonly string[], say: Output): Promise<number> {
    const asked = askedOrExit(() => parseExperiment(args, say));
    if (typeof asked === "number") {
        return asked;
    }
    const out = asked.out ?? join("results", `${asked.incident}-${stamp(new Date())}`);
    requireFolder(out, `--out ${out}`);
    const interrupt = new AbortController();
    const hasStage: { stage?: Stage } = {};
    const stop = (): void => {
        const { left } = hasStage.stage ?? {};
        if (interrupt.signal.aborted && left !== undefined) {
            say.error(left());
            process.exit(exitCodes.interrupted);
        }
        say.error("Interrupted. What was begun is recovered from; this takes a few minutes.");
        interrupt.abort();
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
        process.on(signal, stop);
    }
    try {
        return await played(asked, out, say, interrupt.signal, (stage) => {
            hasStage.stage = stage;
        });
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
    onStage: (stage: Stage) => void,
): Promise<number> {
    const report = (line: string): void => {
        say.error(line);
    };
    // Before they are needed they would only make `--help` slow.
    const { runExperiment } = await import("../experiment/experiment.js");
    const { Keeper } = await import("./experiment/keep.js");
    const stage = await stageFor(asked, report, signal);
    onStage(stage);
    const keeper = new Keeper(asked, out, stage.world.origin, say);
    let runs: readonly ArmRun[];
    try {
        runs = await runExperiment(stage.world, {
            ...{ ...asked, ...stage, report, signal },
            onArm: async (one) => {
                say.error(armText(one, asked.incident));
                await keeper.add(one);
            },
        });
    } catch (error) {
        await keeper.conclude(messageOf(error), terminal);
        throw error;
    } finally {
        await stage.end();
    }
    const isKept = await keeper.conclude(null, terminal);
    const isDone = runs.every(
        ({ ending, recovery }) => ending.kind === "load over" && recovery.isWhole,
    );
    if (signal.aborted && runs.every(({ recovery }) => recovery.isWhole)) {
        return exitCodes.interrupted;
    }
    return isDone && isKept ? exitCodes.done : exitCodes.notDone;
}

async function stageFor(
    asked: AskedExperiment,
    report: (line: string) => void,
    signal: AbortSignal,
): Promise<Stage> {
    if (asked.stack === undefined) {
        const { stageOnRange } = await import("./experiment/onRange.js");
        return stageOnRange(asked, report, signal);
    }
    const { stageOnStack } = await import("./experiment/onStack.js");
    return stageOnStack(asked, asked.stack, report, signal);
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
