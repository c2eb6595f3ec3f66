import { enableCompileCache } from "node:module";

import { type RunningRange, runningRanges } from "../range/state/runningRanges";
import { askedOrExit } from "./asked";
import type { Output } from "./output";
import { type EnvironmentRequest, parseRange } from "./range/arguments";
import { environmentText, noEnvironmentText } from "./range/environment";
import { runAndLeave } from "./run";

/** Resolves to the exit code: with `--env` at once, else when the range has ended. */
export async function range(args: readonly string[], say: Output): Promise<number> {
    const asked = askedOrExit(() => parseRange(args, say));
    if (typeof asked === "number") {
        return asked;
    }
    if (asked.kind === "environment") {
        return tellEnvironment(asked, say);
    }
    // Before anything that takes time: loading what a range is made of.
    say.error("Starting a range …");
    const { stay } = await import("./range/stay.js");
    return stay(asked, say);
}

function tellEnvironment({ of, shell }: EnvironmentRequest, say: Output): number {
    try {
        say.log(environmentText(chosenRange(runningRanges(), of), shell));
        return 0;
    } catch (error) {
        // The shell takes what is printed, whatever the exit code.
        say.log(noEnvironmentText(shell));
        throw error;
    }
}

/** The range that `--env` is about; throws, with what to do, when that is not clear. */
export function chosenRange(
    running: readonly RunningRange[],
    folder: string | undefined,
): RunningRange {
    const meant = running.filter(({ directory }) => folder === undefined || directory === folder);
    const [first, ...others] = meant;
    if (first === undefined) {
        const which = folder === undefined ? "No range runs" : `No range runs in ${folder}`;
        throw new Error(`${which}. Start one: npm run range`);
    }
    if (others.length > 0) {
        const folders = meant.map(
            ({ directory, since }) => `  --of ${directory}  (since ${since})`,
        );
        throw new Error(["Several ranges run; say which:", ...folders].join("\n"));
    }
    return first;
}

if (require.main === module) {
    runAndLeave(() => {
        enableCompileCache();
        return range(process.argv.slice(2), console);
    });
}
