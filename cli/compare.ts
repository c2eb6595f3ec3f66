import { enableCompileCache } from "node:module";

import { Command, CommanderError } from "commander";
import pico from "picocolors";

import { readExperiment } from "../experiment/kept/files";
import { publish } from "./experiment/keep";
import { onceOnly } from "./onceOnly";
import { type Output, spokenBy } from "./output";
import { fromCaller } from "./paths";
import { run } from "./run";
import { terminalWidth } from "./terminalWidth";

interface CompareOptions {
    readonly json?: true;
}

function compareCommand(): Command {
    return new Command("npm run compare --")
        .description("Makes the report on an experiment again, from the evidence that it left.")
        .argument("<folder>", "that npm run experiment wrote", fromCaller)
        .option("--json", "print the result as JSON")
        .showHelpAfterError("All options: npm run compare -- --help")
        .exitOverride();
}

/** Resolves to the exit code. Rejects, with why in its message, where there is nothing to compare. */
export async function compare(args: readonly string[], say: Output): Promise<number> {
    const command = onceOnly(compareCommand()).configureOutput(spokenBy(say));
    try {
        command.parse(args, { from: "user" });
    } catch (error) {
        if (error instanceof CommanderError) {
            return error.exitCode;
        }
        throw error;
    }
    const [folder] = command.processedArgs as [string];
    const { json = false } = command.opts<CompareOptions>();
    const style = { width: terminalWidth(), hasColour: pico.isColorSupported, json };
    const problem = await publish(await readExperiment(folder), folder, say, style);
    if (problem !== undefined) {
        say.error(problem);
    }
    return problem === undefined ? 0 : 1;
}

if (require.main === module) {
    run(async () => {
        enableCompileCache();
        process.exitCode = await compare(process.argv.slice(2), console);
    });
}
