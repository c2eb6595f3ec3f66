import { enableCompileCache } from "node:module";

import { CommanderError } from "commander";

import { type RunningRange, runningRanges } from "../range/state/runningRanges";
import { type Output } from "./output";
import { parseRange, type RangeRequest } from "./range/arguments";
import { environmentText } from "./range/environment";
import { runAndLeave } from "./run";

/** Resolves to the exit code: with `--env` at once, else when the range has ended. */
export async function range(args: readonly string[], say: Output): Promise<number> {
    const asked = requested(args, say);
    if (typeof asked === "number") {
        return asked;
    }
    if (asked.kind === "environment") {
        say.log(environmentText(chosenRange(runningRanges(), asked.of), asked.shell));
        return 0;
    }
    const { stay } = await import("./range/stay.js");
    return stay(asked, say);
}

/** What was asked for, or the exit code when commander has already answered. */
function requested(args: readonly string[], say: Output): RangeRequest | number {
    try {
        return parseRange(args, say);
    } catch (error) {
        if (error instanceof CommanderError) {
            return error.exitCode;
        }
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
        const folders = meant.map(({ directory }) => `  --of ${directory}`);
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
