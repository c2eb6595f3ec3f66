/** Settings of the stack as options, of all commands that play it without an engine. */
import { type Command, InvalidArgumentError } from "commander";

import { asOptions, collectSetting, type SettingsArguments, shellWord } from "./settingsArguments";

/** As commander hands them over. */
export interface StackOptions {
    readonly users?: string;
    readonly spawnRate?: string;
    readonly duration?: string;
    readonly probes?: string;
    readonly images?: string;
    readonly config?: SettingsArguments;
}

/** Keys that have an option of their own, and which. */
const ownOptions = {
    remediation: "--remediation",
    users: "--users",
    spawnRate: "--spawn-rate",
    duration: "--duration",
    probes: "--probes",
    images: "--images",
} as const;

/** What to say of those where they are set by -c. */
export const settingOptions: Readonly<Record<string, string>> = Object.fromEntries(
    Object.entries(ownOptions).map(([key, option]) => [key, `Use ${option}.`]),
);

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
        .option(
            `${ownOptions.users} <number>`,
            "concurrent users, 1 to 10000 (default: the incident's)",
        )
        .option(
            `${ownOptions.spawnRate} <number>`,
            "users started per second, 1 to 1000 (default: as above)",
        )
        .option(
            `${ownOptions.duration} <time>`,
            "time under load, 30s to 1h, like 8m (default: as above)",
        )
        .option(
            `${ownOptions.probes} <profile>`,
            "probe timing: testbed or upstream (default: testbed)",
        )
        .option(
            `${ownOptions.images} <set>`,
            "image set: upstream or multiarch (default: upstream)",
        )
        .option("-c, --config <key=value>", "any other setting of the stack; repeatable", setting);
}

/** The settings that were asked for, by key. */
export function stackSettings(options: StackOptions): SettingsArguments {
    const { users, spawnRate, duration, probes, images, config } = options;
    const given = Object.entries({ users, spawnRate, duration, probes, images });
    const said = given.filter((entry): entry is [string, string] => entry[1] !== undefined);
    return { ...Object.fromEntries(said), ...config };
}

/** The option that sets a key; undefined: it has none of its own, and is set by -c. */
export function optionOf(key: string): string | undefined {
    return Object.entries(ownOptions).find(([own]) => own === key)?.[1];
}

/** The options that ask for those settings again, as they are pasted. */
export function askedAgain(settings: SettingsArguments): readonly string[] {
    return Object.entries(settings).map(([key, value]) => {
        const option = optionOf(key);
        return option === undefined ? asOptions({ [key]: value }) : `${option} ${shellWord(value)}`;
    });
}
