import { enableCompileCache } from "node:module";
import { resolve } from "node:path";

import pico from "picocolors";

import { armsOf, leastRuns, momentText } from "../rehearsal/moment";
import { momentTitle } from "../report/arms/armTitle";
import type { Rehearsal, RehearsalProgress, RehearsalRequest } from "../rehearsal/types";
import { removeUnfinished } from "../evidence/directory";
import { askedOrExit } from "./asked";
import type { Output } from "./output";
import { requireFolder, requirePageFile } from "./paths";
import { interruptedCode, run } from "./run";
import { parseStart, type StartRequest } from "./start/arguments";
import type { Terminal } from "./start/output";
import { progressOn } from "./start/progress";
import { terminalWidth } from "./terminalWidth";

/** How a rehearsal is played; handed over so that tests can play a short one. */
export type Rehearse = (
    request: RehearsalRequest,
    progress: (progress: RehearsalProgress) => void,
    signal: AbortSignal,
) => Promise<Rehearsal>;

/**
 * Resolves to the exit code. Rejects, with what to do in its message, when what was asked for
 * cannot be rehearsed.
 */
export async function start(
    args: readonly string[],
    say: Output,
    terminal: Terminal,
    rehearse: Rehearse,
): Promise<number> {
    const asked = askedOrExit(() => parseStart(args, say));
    if (typeof asked === "number") {
        return asked;
    }
    if (asked.report !== undefined) {
        requirePageFile(resolve(asked.report));
    }
    if (asked.out !== undefined) {
        requireFolder(asked.out, `--out ${asked.out}`);
    }
    // Before anything that takes time: loading the program takes longer than a run.
    say.error(whatIsPlayed(asked));
    const bar = progressOn(process.stderr, say);
    const interrupt = new AbortController();
    const stop = (): void => {
        interrupt.abort();
    };
    process.once("SIGINT", stop).once("SIGTERM", stop);
    let rehearsal: Rehearsal;
    try {
        const update = (progress: RehearsalProgress): void => {
            bar.update(progress);
            if (progress.runsDone > 0) {
                // While threads are busy and this one only waits.
                void startOutput();
            }
        };
        rehearsal = await rehearse(asked, update, interrupt.signal);
    } catch (error) {
        if (!interrupt.signal.aborted) {
            throw error;
        }
        bar.stop();
        say.error(`Interrupted: no report was written.${leftBy(asked)}`);
        return interruptedCode;
    } finally {
        // A bar that is not stopped leaves a terminal without its cursor.
        bar.stop();
        process.off("SIGINT", stop).off("SIGTERM", stop);
    }
    const { publish } = await startOutput();
    publish(asked, rehearsal, say, terminal);
    return 0;
}

function whatIsPlayed(request: StartRequest): string {
    const { incident, arms, fixAt, seeds, moreSeeds = [], out } = request;
    const keys = armsOf(arms, fixAt);
    const fixes = arms.slice(1).join(" | ");
    const when = fixAt.map((moment) => momentTitle(momentText(moment))).join(", and ");
    const count = leastRuns(keys, request);
    const again = out === undefined ? "" : ", and one of them again to be written";
    const each = `${seeds.length} of each${again}`;
    const more =
        moreSeeds.length === 0 || fixes === ""
            ? ""
            : `; ${moreSeeds.length} more of each fix that helps in some runs only`;
    return (
        `Rehearsing ${incident} without a fix${fixes === "" ? "" : ` and with ${fixes} ${when}`}: ` +
        (count === 1
            ? "1 simulated run"
            : seeds.length === 1
              ? `${count} simulated runs, 1 of each`
              : `${count} simulated runs, ${each}${more}`)
    );
}

/** Takes away what was begun; says where complete evidence lies. */
function leftBy({ out }: StartRequest): string {
    if (out === undefined) {
        return "";
    }
    removeUnfinished(out);
    return ` What evidence was complete is in ${out}.`;
}

/** What is shown at the end, with its plots: it takes most of a second to load. */
const startOutput = () => import("./start/output.js");

if (require.main === module) {
    run(async () => {
        enableCompileCache();
        const terminal = {
            width: terminalWidth(),
            // Also says no where NO_COLOR is set, and yes in a pipe where FORCE_COLOR is.
            hasColour: pico.isColorSupported,
        };
        process.exitCode = await start(
            process.argv.slice(2),
            console,
            terminal,
            async (...asked) => {
                const { rehearse } = await import("../rehearsal/rehearsal.js");
                return rehearse(...asked);
            },
        );
    });
}
