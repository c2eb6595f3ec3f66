/** The command line of `npm run calibrate`: its options, its help. */
import { Argument, type Command, InvalidArgumentError, Option } from "commander";

import { scenarios } from "../../scenarios/registry";
import type { HostSpeed } from "../../twin/physics/hostSpeed";
import { houseCommand } from "../houseCommand";
import { hostSpeedOption, nodeCpusOption } from "../simulationOptions";
import { unknownIncident } from "../unknownIncident";
import { wholeNumber } from "../values";

/** Options as commander hands them over. */
export interface CalibrateOptions {
    readonly probes: string;
    readonly remediation: string;
    readonly hostSpeed: HostSpeed;
    readonly nodeCpus: number;
    readonly spawnRate?: number;
    readonly seeds: number;
    readonly most: number;
    readonly json?: true;
}

export function calibrateCommand(): Command {
    return houseCommand(
        "npm run calibrate",
        "Finds how many users keep an incident's symptom contract, by simulation; of a load that " +
            "finds that by itself, which number it comes to.",
    )
        .addArgument(incidentArgument())
        .addOption(
            new Option("--probes <profile>", "probe timing")
                .choices(["testbed", "upstream"])
                .default("testbed"),
        )
        .option(
            "--remediation <list>",
            "in place before the load: one of hpa, limits, probes, replicas, or a list",
            "none",
        )
        .addOption(hostSpeedOption())
        .addOption(nodeCpusOption())
        .option(
            "--spawn-rate <number>",
            "users started per second (default: the incident's)",
            wholeNumber(1, 1000),
        )
        .option("--seeds <number>", "runs per count of users", wholeNumber(1, 100), 5)
        .option("--most <number>", "highest count of users to try", wholeNumber(10, 10_000), 2000)
        .option("--json", "print the result as JSON")
        .addHelpText("after", examples)
        .exitOverride();
}

/** The incident to calibrate; a name that does not exist is answered with the nearest. */
function incidentArgument(): Argument {
    const known = Object.keys(scenarios);
    return new Argument("<incident>", "whose load").choices(known).argParser((name) => {
        if (!known.includes(name)) {
            throw new InvalidArgumentError(unknownIncident(name));
        }
        return name;
    });
}

const examples = `
Examples:
  npm run calibrate -- latency
  npm run calibrate -- hybrid --spawn-rate 40 --probes upstream --remediation limits`;
