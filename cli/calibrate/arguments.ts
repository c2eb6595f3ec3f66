/** What `npm run calibrate` was asked for. */
import { scenarios } from "../../scenarios/registry";
import type { Scenario } from "../../scenarios/scenario";
import type { HostSpeed } from "../../twin/physics/hostSpeed";
import { onceOnly } from "../onceOnly";
import { type Output, spokenBy } from "../output";
import { requirePrevention } from "../settingProblems";
import type { SettingsArguments } from "../settingsArguments";
import { calibrateCommand, type CalibrateOptions } from "./command";

export interface CalibrateRequest {
    readonly scenario: Scenario;
    /** Of the stack, but for the number of users. */
    readonly settings: SettingsArguments;
    /** Users started per second. */
    readonly spawnRate: number;
    readonly hostSpeed: HostSpeed;
    readonly nodeCpus: number;
    /** Runs per count of users. */
    readonly seeds: number;
    /** The highest count of users that is tried. */
    readonly most: number;
    readonly json: boolean;
}

/** Throws what commander throws, and an Error that says what is allowed, for wrong arguments. */
export function parseCalibrate(args: readonly string[], say: Output): CalibrateRequest {
    const program = onceOnly(calibrateCommand())
        .configureOutput(spokenBy(say))
        .parse(args, { from: "user" });
    const [incident] = program.processedArgs as [string];
    const scenario = scenarios[incident];
    if (scenario === undefined) {
        throw new Error(`There is no incident "${incident}".`);
    }
    const options = program.opts<CalibrateOptions>();
    const { probes, remediation, hostSpeed, nodeCpus, seeds, most, json = false } = options;
    requirePrevention(remediation);
    const { spawnRate = scenario.load.spawnRate } = options;
    const settings = { incident, probes, remediation, spawnRate: String(spawnRate) };
    return { scenario, settings, spawnRate, hostSpeed, nodeCpus, seeds, most, json };
}
