/** The command line of `npm run monitors`: its options, its help. */
import type { Command } from "commander";

import { healthyRun } from "../../rehearsal/monitorColumns";
import { scenarios } from "../../scenarios/registry";
import type { HostSpeed } from "../../twin/physics/hostSpeed";
import { houseCommand } from "../houseCommand";
import { fromCaller } from "../paths";
import { hostSpeedOption, nodeCpusOption } from "../simulationOptions";
import { wholeNumber } from "../values";

/** Options as commander hands them over. */
export interface MonitorsOptions {
    readonly remediation: string;
    readonly seed: number;
    readonly hostSpeed: HostSpeed;
    readonly nodeCpus: number;
    readonly evidence?: readonly string[];
    readonly monitors?: string;
    readonly contract?: string;
    readonly lint?: true;
    readonly json?: true;
    readonly plain?: true;
    readonly junit?: string;
}

export function monitorsCommand(): Command {
    return houseCommand(
        "npm run monitors",
        "Tries Datadog monitors against incidents, without an account: when each goes off, and " +
            "whether that is what is expected of it. Exit code 1 when it is not.",
    )
        .argument(
            "[runs...]",
            `${[healthyRun, ...Object.keys(scenarios)].join(", ")} (default: all); of the others ` +
                "only whether they are taken for these",
        )
        .option("--remediation <fix>", "a fix that is in place before the load", "none")
        .option("--seed <number>", "the same seed gives the same runs", wholeNumber(0), 1)
        .addOption(hostSpeedOption())
        .addOption(nodeCpusOption())
        .option("--evidence <directory>", "evaluate this evidence instead; repeatable", collectPath)
        .option(
            "--monitors <file>",
            "monitors in Datadog's export format, instead of the stack's",
            fromCaller,
        )
        .option("--contract <file>", "what is expected: JSON with mustFire and mayFire", fromCaller)
        .option(
            "--lint",
            "check the file of --monitors for what cannot work (units, metrics, tags, windows, " +
                "thresholds), without runs; exit code 1 when something cannot",
        )
        .option("--json", "print the result as JSON, and nothing else")
        .option("--plain", "no colours, no signs beyond ASCII")
        .option("--junit <file>", "also write a JUnit report", fromCaller)
        .addHelpText("after", examples)
        .exitOverride();
}

const examples =
    "\nExamples:\n" +
    "  npm run monitors\n" +
    "  npm run monitors -- healthy hybrid --junit monitors.xml\n" +
    "  npm run monitors -- --evidence docs/examples/evidence \\\n" +
    "      --monitors docs/examples/monitors.json --contract docs/examples/contract.json\n" +
    "  npm run monitors -- --lint --monitors docs/examples/monitors.json\n" +
    "\ndocs/monitor-tests.md says how monitors are evaluated, and what the files look like.";

function collectPath(path: string, before: readonly string[] = []): readonly string[] {
    return [...before, fromCaller(path)];
}
