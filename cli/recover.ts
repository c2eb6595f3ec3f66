import { type Command, Option } from "commander";

import { houseCommand } from "./houseCommand";
import { onceOnly } from "./onceOnly";
import { type Output, spokenBy } from "./output";
import { runAndLeave } from "./run";
import { durationSeconds } from "./values";
import { exitCodesText, toldWhether } from "./wholeness";

interface RecoverOptions {
    readonly stack: string;
    /** Seconds. */
    readonly wait: number;
}

/** Recovers a stack from whatever state it is in, and proves it; resolves to the exit code. */
export function recover(args: readonly string[], say: Output): Promise<number> {
    return toldWhether(async () => {
        const { stack, wait } = onceOnly(recoverCommand())
            .configureOutput(spokenBy(say))
            .parse(args, { from: "user" })
            .opts<RecoverOptions>();
        const { recoverStack } = await import("./recover/recoverStack.js");
        return recoverStack(stack, wait, say);
    }, say);
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
        .addHelpText("after", exitCodesText)
        .exitOverride();
}

if (require.main === module) {
    runAndLeave(() => recover(process.argv.slice(2), console));
}
