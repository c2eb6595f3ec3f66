import { type Command, InvalidArgumentError } from "commander";

import { type FixMoment, parseMoment } from "../../rehearsal/moment";
import { scenarios } from "../../scenarios/registry";
import type { HostSpeed } from "../../twin/physics/hostSpeed";
import { houseCommand } from "../houseCommand";
import { fromCaller } from "../paths";
import { hostSpeedOption, nodeCpusOption } from "../simulationOptions";
import { settingOptions, type StackOptions, withStackOptions } from "../stackOptions";
import { wholeNumber } from "../values";

/** Options of `npm start` as commander hands them over. */
export interface StartOptions extends StackOptions {
    readonly remediation?: readonly string[];
    readonly seed: number;
    readonly seeds?: number;
    readonly fixAt?: readonly FixMoment[];
    readonly hostSpeed: HostSpeed;
    readonly nodeCpus: number;
    readonly json?: true;
    readonly report?: string;
    readonly out?: string;
}

/** Where a page goes when nobody says where; ignored by git. */
export const reportsFolder = "reports";

/** The command line of `npm start`: its options, its help. */
export function startCommand(): Command {
    const incidents = Object.keys(scenarios);
    const command = houseCommand(
        "npm start",
        "Plays an incident in a simulated cluster, without and with fixes, and says what breaks " +
            "and which fix helps. Needs neither cluster nor account.",
    )
        .argument("[incident]", `${incidents.join(", ")} (default: hybrid)`)
        .option("--remediation <fixes>", remediationHelp, collect)
        .option("--fix-at <moment>", fixAtHelp, collectMoments);
    return withStackOptions(command, elsewhere)
        .option(
            "--seed <number>",
            "first seed: the same seed gives the same run",
            wholeNumber(0),
            1,
        )
        .option("--seeds <count>", seedsHelp, wholeNumber(1, 100))
        .addOption(hostSpeedOption())
        .addOption(nodeCpusOption())
        .option("--json", "print the result as JSON, and nothing else")
        .option(
            "--report <file>",
            `where the page goes (default: ${reportsFolder}/<incident>.html of the project)`,
            fromCaller,
        )
        .option(
            "--out <directory>",
            "also write the evidence of the seed nearest to the medians, per fix and moment",
            fromCaller,
        )
        .addHelpText("after", examples)
        .exitOverride();
}

const remediationHelp =
    "one fix, or several at once like hpa,limits; repeatable; compared with none " +
    "(default: the fixes that the incident's record accepts, and wrong ones)";

const fixAtHelp =
    "when a fix comes: before (in place before the load), start (with the incident), detection (a " +
    "minute after the first alert), or a time under load like 2m; repeatable, or a list " +
    "(default: before,detection)";

const seedsHelp =
    "runs per fix, 1 to 100; five or more to compare (default: 5, and 10 where a fix helps in " +
    "some of them only)";

const examples = `
Without --json the page is always written; with it only where --report says. Nothing is opened.
npm itself says a line about what it runs; where a program reads the JSON, use npm start --silent.

Examples:
  npm start
  npm start -- crash --remediation hpa,limits --users 2000 --seed 7 --json
  npm start -- latency --remediation replicas -c frontEndReplicas=5 --seeds 10
  npm start -- hybrid --remediation replicas --node-cpus 2
  npm start -- hybrid --remediation hpa --fix-at start,90s,3m
  npm start -- payment --out results/payment
  npm start --silent -- latency --json > latency.json

What a fix changes in the manifests: npm run plan -- incident=hybrid remediation=hpa`;

const collect = (value: string, before: readonly string[] = []): readonly string[] => [
    ...before,
    value,
];

function collectMoments(text: string, before: readonly FixMoment[] = []): readonly FixMoment[] {
    const added = text.split(",").map((part) => {
        const moment = parseMoment(part.trim());
        if (moment === undefined) {
            throw new InvalidArgumentError(
                "Allowed: before, start, detection, or a time like 90s or 2m.",
            );
        }
        return moment;
    });
    return [...new Set([...before, ...added])];
}

/** Keys that have an option of their own, or that a rehearsal decides itself. */
const elsewhere: Readonly<Record<string, string>> = {
    ...settingOptions,
    incident: "Say it first: npm start -- crash.",
    baseStack: "A rehearsal has a shop of its own.",
};
