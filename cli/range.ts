import { enableCompileCache } from "node:module";

import { type RunningRange, runningRanges } from "../range/state/runningRanges";
import { askedOrExit } from "./asked";
import type { Output } from "./output";
import { parseRange } from "./range/arguments";
import { environmentText } from "./range/environment";
import { runAndLeave } from "./run";

/** Resolves to the exit code: with `--env` at once, else when the range has ended. */
export async function range(args: readonly string[], say: Output): Promise<number> {
    const asked = askedOrExit(() => parseRange(args, say));
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
