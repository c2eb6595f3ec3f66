/** The command line of `npm run experiment`: its options, its help. */
import { type Command, InvalidArgumentError, Option } from "commander";

import { scenarios } from "../../scenarios/registry";
import type { HostSpeed } from "../../twin/physics/hostSpeed";
import { houseCommand } from "../houseCommand";
import { fromCaller } from "../paths";
import { hostSpeedOption, nodeCpusOption } from "../simulationOptions";
import { settingOptions, type StackOptions, withStackOptions } from "../stackOptions";
import { durationSeconds, wholeNumber } from "../values";

/** Options as commander hands them over. */
export interface ExperimentOptions extends StackOptions {
    readonly on?: "range";
    readonly stack?: string;
    readonly remediation: readonly string[];
    readonly repeat: number;
    readonly seed: number;
    /** Seconds. */
    readonly coolDown: number;
    readonly cap?: number;
    readonly abortOn?: string;
    readonly hostSpeed: HostSpeed;
    readonly nodeCpus: number;
    readonly speed: number;
    readonly programs?: string;
    readonly out?: string;
    readonly predict?: true;
    readonly json?: true;
}

/** Long enough for the windows of all monitors but those over restarts of ten minutes. */
const usualCoolDown = "5m";

export function experimentCommand(): Command {
    const command = houseCommand(
        "npm run experiment",
        "Plays an incident without and with fixes, unattended: waits for a healthy shop, injects, " +
            "watches, recovers, proves it, and goes on to the next fix. Ctrl-C recovers.",
    )
        .argument("<incident>", Object.keys(scenarios).join(", "))
        .addOption(
            new Option("--on <world>", "a range of its own: neither cluster nor account needed")
                .choices(["range"])
                .conflicts("stack"),
        )
        .option("--stack <name>", "or a stack of this project, with its shop, cluster and account")
        .addOption(
            new Option("--remediation <fixes>", remediationHelp)
                .argParser(fixesOf)
                .default(["none"], "none"),
        )
        .option("--repeat <count>", "how often each fix is played, 1 to 50", wholeNumber(1, 50), 1)
        .addOption(
            new Option("--cool-down <time>", "between two arms, like 5m")
                .argParser(durationSeconds)
                .default(durationSeconds(usualCoolDown), usualCoolDown),
        )
        .option(
            "--cap <time>",
            "an arm whose load lasts longer is aborted (default: load + 5m)",
            durationSeconds,
        )
        .option("--abort-on <monitor>", "an arm is aborted when the monitor of that name alerts");
    return withStackOptions(command, elsewhere)
        .option("--seed <number>", "of the arms' order, and of a range's chance", wholeNumber(0), 1)
        .addOption(hostSpeedOption())
        .addOption(nodeCpusOption())
        .option(
            "--speed <number>",
            "of a range, also one that a stack is on: as for npm run range, 1 to 10",
            wholeNumber(1, 10),
            1,
        )
        .option("--programs <folder>", "of a range: as for npm run range", fromCaller)
        .option(
            "--out <folder>",
            "where evidence goes (default: results/<incident>-<time>)",
            fromCaller,
        )
        .option("--predict", "rehearse the same afterwards, simulated, and set it beside")
        .option("--json", "print the result as JSON, and progress on stderr")
        .addHelpText("after", examples)
        .exitOverride();
}

const remediationHelp =
    "what is compared, a list: none, a fix like hpa, or several at once like hpa+limits";

/** `none,hpa,hpa+limits`: three arms. A setting spells the last one `hpa,limits`. */
function fixesOf(text: string): readonly string[] {
    const arms = text.split(",").map((arm) => arm.trim().replaceAll("+", ","));
    if (arms.some((arm) => arm === "")) {
        throw new InvalidArgumentError("Give a list like none,hpa,hpa+limits.");
    }
    return [...new Set(arms)];
}

/** Keys that have an option of their own, or that an experiment decides itself. */
const elsewhere: Readonly<Record<string, string>> = {
    ...settingOptions,
    incident: "Say it first: npm run experiment -- crash.",
    baseStack: "An experiment has the shop in the same stack.",
    kubeContext: "It is the stack's, and a range has one of its own.",
};

const examples = `
Examples:
  npm run experiment -- hybrid --on range --remediation none,hpa,limits
  npm run experiment -- hybrid --stack dev --remediation none,hpa --repeat 3
  npm run experiment -- hybrid --on range --remediation none,hpa+limits --repeat 3 --speed 5
  npm run experiment -- latency --on range --duration 3m --speed 10 --json`;
