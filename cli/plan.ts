import { Argument } from "commander";

import { deltaOf } from "../plan/delta";
import { deltaSummary, deltaText } from "./deltaText";
import { houseCommand } from "./houseCommand";
import { run } from "./run";
import { asArgument, settingProblems } from "./settingProblems";
import { terminalWidth } from "./terminalWidth";
import { asOptions, collectSetting, type SettingsArguments } from "./settingsArguments";

const program = houseCommand(
    "npm run plan",
    "Shows what settings would change against the healthy shop, without a cluster.",
)
    .addArgument(
        new Argument("[settings...]", "settings as key=value")
            .argParser(collectSetting)
            .default({}, "the healthy shop"),
    )
    .option("--full", "every field of what is added, and every value to its end")
    .option("--json", "print the delta as JSON, which is always full")
    .addHelpText(
        "after",
        "\nExamples:\n  npm run plan -- incident=crash remediation=hpa\n" +
            "  npm run plan -- incident=release --full\n" +
            "  npm run plan -- incident=payment --json",
    );

run(async () => {
    program.parse();
    const settings = program.processedArgs[0] as SettingsArguments;
    const { full = false, json } = program.opts<{ full?: true; json?: true }>();
    const problems = settingProblems(settings, asArgument);
    if (problems.length > 0) {
        throw new Error(problems.join("\n"));
    }
    // Before anything that takes time: loading the program.
    console.error(
        "Running the stack's program without an engine, with these settings and without …",
    );
    const { renderPlan } = await import("../plan/render.js");
    const after = await renderPlan(settings);
    const delta = deltaOf(await renderPlan(), after);
    if (json) {
        console.log(JSON.stringify({ settings, delta, outputs: after.outputs }, undefined, 2));
        return;
    }
    console.log(deltaText(delta, terminalWidth(), full));
    console.log(`${deltaSummary(delta)}.`);
    console.log(`For real: ${["pulumi up", asOptions(settings)].join(" ").trim()}`);
});
