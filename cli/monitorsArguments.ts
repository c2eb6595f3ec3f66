import type { Command } from "commander";

import { healthyRun } from "../rehearsal/monitorColumns";
import { scenarios } from "../scenarios/registry";
import type { HostSpeed } from "../twin/physics/hostSpeed";
import { houseCommand } from "./houseCommand";
import { onceOnly } from "./onceOnly";
import { type Output, spokenBy } from "./output";
import { fromCaller } from "./paths";
import { requirePrevention } from "./settingProblems";
import { hostSpeedOption, nodeCpusOption } from "./simulationOptions";
import { unknownIncident } from "./unknownIncident";
import { wholeNumber } from "./values";

/** What `npm run monitors` was asked for. */
export interface MonitorsRequest {
    /** Runs to simulate: `healthy` and incidents; of no use with evidence. */
    readonly runs: readonly string[];
    readonly remediation: string;
    readonly seed: number;
    readonly hostSpeed: HostSpeed;
    readonly nodeCpus: number;
    /** Directories of evidence to evaluate instead. */
    readonly evidence: readonly string[];
    /** File of monitors in Datadog's export format; undefined: the stack's own. */
    readonly monitors: string | undefined;
    /** File that says what is expected; undefined: what the scenarios say. */
    readonly contract: string | undefined;
    /** Only read and check the monitors, and evaluate nothing. */
    readonly lint: boolean;
    readonly json: boolean;
    readonly plain: boolean;
    readonly junit: string | undefined;
}

interface MonitorsOptions {
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

/** Throws what commander throws, and an Error that says what is allowed, for wrong arguments. */
export function parseMonitorsArguments(args: readonly string[], say: Output): MonitorsRequest {
    const program = onceOnly(monitorsCommand(), ["evidence"])
        .configureOutput(spokenBy(say))
        .parse(args, { from: "user" });
    const asked = program.processedArgs[0] as readonly string[];
    const options = program.opts<MonitorsOptions>();
    const known = [healthyRun, ...Object.keys(scenarios)];
    const unknown = asked.find((one) => !known.includes(one));
    if (unknown !== undefined) {
        throw new Error(unknownIncident(unknown, known));
    }
    if (options.evidence !== undefined && asked.length > 0) {
        throw new Error("Name incidents to simulate, or --evidence to read, but not both.");
    }
    requirePrevention(options.remediation);
    if (options.lint === true) {
        refuseBesideLint(options, asked);
    }
    return {
        ...options,
        runs: asked.length === 0 ? known : [...new Set(asked)],
        evidence: options.evidence ?? [],
        monitors: options.monitors,
        contract: options.contract,
        lint: options.lint ?? false,
        json: options.json ?? false,
        plain: options.plain ?? false,
        junit: options.junit,
    };
}

function refuseBesideLint(options: MonitorsOptions, asked: readonly string[]): void {
    if (options.monitors === undefined) {
        throw new Error("--lint needs --monitors: the stack's own are checked by its tests.");
    }
    const { evidence, contract, junit } = options;
    if (
        asked.length > 0 ||
        evidence !== undefined ||
        contract !== undefined ||
        junit !== undefined
    ) {
        throw new Error("--lint evaluates nothing: no runs, --evidence, --contract or --junit.");
    }
}

function monitorsCommand(): Command {
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
