/** How commands end that say whether the shop is whole. */
import { CommanderError } from "commander";

import type { Output } from "./output";
import { messageOf } from "../tools/messageOf";

const exitCodes = { whole: 0, different: 1, cannotTell: 2 } as const;

/** What their help says of it. */
export const exitCodesText =
    "\nEnds with 0 when the shop is whole, 1 when it is not, 2 when that cannot be told.";

/** Resolves to the exit code, also when it cannot be told; then it says why. */
export async function toldWhether(isWhole: () => Promise<boolean>, say: Output): Promise<number> {
    try {
        return (await isWhole()) ? exitCodes.whole : exitCodes.different;
    } catch (error) {
        if (error instanceof CommanderError) {
            // Commander has said what is wrong, or has shown its help.
            return error.exitCode === 0 ? 0 : exitCodes.cannotTell;
        }
        say.error(`Cannot tell: ${messageOf(error)}`);
        return exitCodes.cannotTell;
    }
}
