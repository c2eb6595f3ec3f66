import { enableCompileCache } from "node:module";
import { resolve } from "node:path";

import type { Command } from "commander";
import pico from "picocolors";

import { askedOrExit } from "./asked";
import { houseCommand } from "./houseCommand";
import { onceOnly } from "./onceOnly";
import { type Output, spokenBy } from "./output";
import { fromCaller, requirePageFile } from "./paths";
import { run } from "./run";
import { terminalWidth } from "./terminalWidth";

interface CompareOptions {
    readonly predict?: boolean;
    readonly json?: boolean;
    readonly report?: string;
}

/** Where the page goes when nobody says where; ignored by git. */
const usualPage = "reports/compare.html";

function compareCommand(): Command {
    return houseCommand(
        "npm run compare",
        "Sets two folders of evidence side by side: experiments, what rehearsals left with --out, or " +
            "one arm of either. Of a single experiment it makes the report again.",
    )
        .argument("<folder>", "one side, A", fromCaller)
        .argument("[other]", "the other side, B", fromCaller)
        .option(
            "--predict",
            "of a single experiment: rehearse the same, simulated, and set it beside",
        )
        .option(
            "--report <file>",
            `where the page of two sides goes (default: ${usualPage})`,
            fromCaller,
        )
        .option("--json", "print the result as JSON, and progress on stderr")
        .addHelpText("after", examples)
        .exitOverride();
}

const examples = `
Examples:
  npm run compare -- results/hybrid-2026-11-27T20-30-00
  npm run compare -- results/on-kind results/on-range
  npm run compare -- results/mine/limits-1 results/mine/hpa-1 --report reports/fixes.html`;

/** Resolves to the exit code. Rejects, with why in its message, where nothing can be compared. */
export async function compare(args: readonly string[], say: Output): Promise<number> {
    const command = onceOnly(compareCommand()).configureOutput(spokenBy(say));
    const parsed = askedOrExit(() => command.parse(args, { from: "user" }));
    if (typeof parsed === "number") {
        return parsed;
    }
    const [folder, other] = command.processedArgs as [string, string | undefined];
    const options = command.opts<CompareOptions>();
    return other === undefined
        ? reportAgain(folder, options, say)
        : sideBySide(folder, other, options, say);
}

const terminal = { width: terminalWidth(), hasColour: pico.isColorSupported };

async function reportAgain(
    folder: string,
    { predict = false, json = false, report }: CompareOptions,
    say: Output,
): Promise<number> {
    if (report !== undefined) {
        throw new Error(
            "--report: of a single experiment the page lies in its folder. Leave it out.",
        );
    }
    const { readExperiment } = await import("../experiment/kept/files.js");
    const { readPrediction, writePrediction } = await import("../experiment/kept/prediction.js");
    const { publish } = await import("./experiment/keep.js");
    const experiment = await readExperiment(folder);
    if (predict) {
        const { predicted } = await import("./experiment/predict.js");
        await writePrediction(folder, await predicted(experiment.kept, say));
    }
    const prediction = await readPrediction(folder);
    const problem = publish(experiment, prediction, folder, say, { ...terminal, json });
    if (problem !== undefined) {
        say.error(problem);
    }
    return problem === undefined ? 0 : 1;
}

async function sideBySide(
    folder: string,
    other: string,
    { predict, json = false, report = resolve(usualPage) }: CompareOptions,
    say: Output,
): Promise<number> {
    if (predict === true) {
        throw new Error("--predict: belongs to a single experiment. Name one folder.");
    }
    requirePageFile(report);
    const { readSide } = await import("../experiment/compare/side.js");
    const { compareSides } = await import("../experiment/compare/compared.js");
    const { comparisonDocument } = await import("../report/compare/document.js");
    const { comparisonText } = await import("../report/compare/text.js");
    const { comparisonPage } = await import("../report/html/comparisonPage.js");
    const { writeFileSync } = await import("node:fs");
    const compared = compareSides(await readSide(folder), await readSide(other));
    const document = comparisonDocument(compared);
    writeFileSync(report, comparisonPage(compared, document));
    say.log(
        json
            ? JSON.stringify(document, undefined, 2)
            : `${comparisonText(compared, terminal)}\n\nPage: ${report}`,
    );
    return 0;
}

if (require.main === module) {
    run(async () => {
        enableCompileCache();
        process.exitCode = await compare(process.argv.slice(2), console);
    });
}
