import { readdirSync, rmdirSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { join } from "node:path";

import pico from "picocolors";

import { askedOrExit } from "./asked";
import { type AskedExperiment, parseExperiment } from "./experiment/arguments";
import { exitCodes, type Stage } from "./experiment/stage";
import type { Output } from "./output";
import { requireFolder, requireRoom } from "./paths";
import { run } from "./run";
import { terminalWidth } from "./terminalWidth";

const terminal = { width: terminalWidth(), hasColour: pico.isColorSupported };

/** Bytes of an arm's evidence and the report on it, and some more. */
const leastRoom = 4 * 1024 * 1024;

/** Resolves to the exit code: 0 when every arm was played, is whole again and kept. */
export async function experiment(args: readonly string[], say: Output): Promise<number> {
    const asked = askedOrExit(() => parseExperiment(args, say));
    if (typeof asked === "number") {
        return asked;
    }
    const out = asked.out ?? join("results", `${asked.incident}-${stamp(new Date())}`);
    requireFolder(out, `--out ${out}`);
    // What reads it would make `--help` slow.
    const { isExperiment } = await import("../experiment/kept/files.js");
    if (isExperiment(out)) {
        throw new Error(`--out ${out}: an experiment is kept there. Name another folder.`);
    }
    requireRoom(out, `--out ${out}`, leastRoom);
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
        if (asked.out === undefined) {
            removeIfEmpty(out);
        }
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
    // Before it is needed it would only make `--help` slow.
    const { play } = await import("./experiment/play.js");
    const stage = await stageFor(asked, report, signal);
    onStage(stage);
    return play(stage, { asked, out, say, terminal, signal });
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

/** What was refused before anything was played leaves no folder behind. */
function removeIfEmpty(folder: string): void {
    if (readdirSync(folder).length === 0) {
        rmdirSync(folder);
    }
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
