/** The command line of `npm run range`: its options, its help. */
import { type Command, Option } from "commander";

import { scenarios } from "../../scenarios/registry";
import type { HostSpeed } from "../../twin/physics/hostSpeed";
import { houseCommand } from "../houseCommand";
import { fromCaller } from "../paths";
import { hostSpeedOption, nodeCpusOption } from "../simulationOptions";
import { settingOptions, type StackOptions, withStackOptions } from "../stackOptions";
import { wholeNumber } from "../values";
import { type Shell, shells } from "./environment";

/** Options as commander hands them over. */
export interface RangeOptions extends StackOptions {
    readonly remediation?: string;
    readonly blind?: true;
    readonly seed: number;
    readonly hostSpeed: HostSpeed;
    readonly nodeCpus: number;
    readonly speed: number;
    /** A folder, or true: the usual one. */
    readonly keep?: string | true;
    readonly programs?: string;
    /** A shell, or true: that of everywhere but Windows. */
    readonly env?: Shell | true;
    readonly of?: string;
}

export function rangeCommand(): Command {
    const command = houseCommand(
        "npm run range",
        "Starts a live world on loopback, and stays: a real Kubernetes API whose pods are " +
            "simulated, and a Datadog API that shows what they do. kubectl, Pulumi and any " +
            "Datadog client use it as a cluster and an account. Needs neither.",
    )
        .argument(
            "[incident]",
            `brings up the shop and injects: ${Object.keys(scenarios).join(", ")}; none: the shop ` +
                "stays healthy (default: the cluster stays empty)",
        )
        .option(
            "--remediation <fixes>",
            "in force from the start: one fix, or several like hpa,limits",
        )
        .option("--blind", "nothing in the cluster or the account names the incident");
    return withStackOptions(command, elsewhere)
        .option("--seed <number>", "of what is left to chance: 0 or more", wholeNumber(0), 1)
        .addOption(hostSpeedOption())
        .addOption(nodeCpusOption())
        .option("--speed <number>", speedHelp, wholeNumber(1, 10), 1)
        .option("--keep [folder]", keepHelp, keptFolder)
        .option("--programs <folder>", programsHelp, fromCaller)
        .addOption(new Option("--env [shell]", environmentHelp).choices(shells))
        .option(
            "--of <folder>",
            "of which range, when several run: the folder it starts in",
            fromCaller,
        )
        .addHelpText("after", examples)
        .exitOverride();
}

const speedHelp =
    "how many times as fast as the wall's time the simulated one goes, 1 to 10: for tests and drills";

const keepHelp =
    "keep the state at the end, and take up what is kept there (default: a place of its own)";

const programsHelp =
    "where etcd, kube-apiserver, kube-controller-manager and kube-scheduler are (default: " +
    "KUBEBUILDER_ASSETS if all are there, else they are built once)";

const environmentHelp =
    "print, for another terminal, what to set to use the range that runs, in sh's words or in those " +
    "of the shell named";

/** `--keep hybrid` looks like an incident, and would be a folder. */
function keptFolder(folder: string): string {
    if (folder === "none" || Object.hasOwn(scenarios, folder)) {
        throw new Error(
            `--keep ${folder}: is that the incident? Say it first: npm run range -- ${folder} ` +
                `--keep. A folder of that name: --keep ./${folder}`,
        );
    }
    return fromCaller(folder);
}

/** Keys that have an option of their own, or that the range decides itself. */
const elsewhere: Readonly<Record<string, string>> = {
    ...settingOptions,
    incident: "Say it first: npm run range -- crash.",
    baseStack: "The range has a shop of its own.",
    blind: "Use --blind.",
    kubeContext: "The range has a context of its own.",
};

const examples = `
In another terminal, in this folder, once it runs:
  eval "$(npm run --silent range -- --env)"
  npm run --silent range -- --env powershell | Out-String | Invoke-Expression

Examples:
  npm run range
  npm run range -- hybrid
  npm run range -- crash --remediation hpa --users 2000 --seed 7
  npm run range -- payment --blind --keep
  npm run range -- latency --speed 5
  npm run range -- none --keep ~/my-range`;
