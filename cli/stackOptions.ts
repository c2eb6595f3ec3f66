/** Settings of the stack as options, of all commands that play it without an engine. */
import { type Command, InvalidArgumentError } from "commander";

import { collectSetting, type SettingsArguments } from "./settingsArguments";

/** As commander hands them over. */
export interface StackOptions {
    readonly users?: string;
    readonly spawnRate?: string;
    readonly duration?: string;
    readonly probes?: string;
    readonly images?: string;
    readonly config?: SettingsArguments;
}

/** Keys that have an option of their own. */
export const settingOptions: Readonly<Record<string, string>> = {
    remediation: "Use --remediation.",
    users: "Use --users.",
    spawnRate: "Use --spawn-rate.",
    duration: "Use --duration.",
    probes: "Use --probes.",
    images: "Use --images.",
};

/**
 * @param elsewhere what to say of a key that is not set by -c
 */
export function withStackOptions(
    command: Command,
    elsewhere: Readonly<Record<string, string>>,
): Command {
    const setting = (argument: string, before: SettingsArguments = {}): SettingsArguments => {
        const collected = collectSetting(argument, before);
        const added = elsewhere[argument.slice(0, argument.indexOf("="))];
        if (added !== undefined) {
            throw new InvalidArgumentError(added);
        }
        return collected;
    };
    return command
        .option("--users <number>", "concurrent users, 1 to 10000 (default: the incident's)")
        .option("--spawn-rate <number>", "users started per second, 1 to 1000 (default: as above)")
        .option("--duration <time>", "time under load, 30s to 1h, like 8m (default: as above)")
        .option("--probes <profile>", "probe timing: testbed or upstream (default: testbed)")
        .option("--images <set>", "image set: upstream or multiarch (default: upstream)")
        .option("-c, --config <key=value>", "any other setting of the stack; repeatable", setting);
}

/** The settings that were asked for, by key. */
export function stackSettings(options: StackOptions): SettingsArguments {
    const { users, spawnRate, duration, probes, images, config } = options;
    const given = Object.entries({ users, spawnRate, duration, probes, images });
    const said = given.filter((entry): entry is [string, string] => entry[1] !== undefined);
    return { ...Object.fromEntries(said), ...config };
}
