import { type Command, Option } from "commander";

import { askedOrExit } from "./asked";
import { durationSeconds } from "./clusterOptions";
import { houseCommand } from "./houseCommand";
import { onceOnly } from "./onceOnly";
import { type Output, spokenBy } from "./output";
import { runAndLeave } from "./run";

interface RecoverOptions {
    readonly stack: string;
    /** Seconds. */
    readonly wait: number;
}

const exitCodes = { whole: 0, different: 1, cannotTell: 2 } as const;

/** Recovers a stack from whatever state it is in, and proves it; resolves to the exit code. */
export async function recover(args: readonly string[], say: Output): Promise<number> {
    const asked = askedOrExit(() =>
        onceOnly(recoverCommand())
            .configureOutput(spokenBy(say))
            .parse(args, { from: "user" })
            .opts<RecoverOptions>(),
    );
    if (typeof asked === "number") {
        return asked === 0 ? exitCodes.whole : exitCodes.cannotTell;
    }
    const { recoverStack } = await import("./recover/recoverStack.js");
    try {
        const isWhole = await recoverStack(asked.stack, asked.wait, say);
        return isWhole ? exitCodes.whole : exitCodes.different;
    } catch (error) {
        say.error(`Cannot tell: ${error instanceof Error ? error.message : String(error)}`);
        return exitCodes.cannotTell;
    }
}

function recoverCommand(): Command {
    return houseCommand(
        "npm run recover",
        "Ends whatever incident and fix a stack has, also after an experiment that was killed, " +
            "and proves that the shop is as it was.",
    )
        .requiredOption("--stack <name>", "the stack with the shop")
        .addOption(
            new Option("--wait <duration>", "look again until it is whole, or for that long")
                .argParser(durationSeconds)
                .default(durationSeconds("10m"), "10m"),
        )
        .addHelpText(
            "after",
            "\nEnds with 0 when the shop is whole, 1 when it is not, 2 when that cannot be told.",
        )
        .exitOverride();
}

if (require.main === module) {
    runAndLeave(() => recover(process.argv.slice(2), console));
}
