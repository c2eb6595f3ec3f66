import { InvalidArgumentError } from "commander";

/** Settings by key, as text. */
export type SettingsArguments = Readonly<Record<string, string>>;

/** Collects arguments of the form `key=value`, as `pulumi up -c` takes them. */
export function collectSetting(argument: string, collected: SettingsArguments): SettingsArguments {
    const split = argument.indexOf("=");
    if (split < 1) {
        throw new InvalidArgumentError(
            "Settings are given as key=value, like incident=hybrid remediation=hpa.",
        );
    }
    const key = argument.slice(0, split);
    if (Object.hasOwn(collected, key)) {
        throw new InvalidArgumentError(`${key} is given twice, and only one value can hold.`);
    }
    return { ...collected, [key]: argument.slice(split + 1) };
}

/** The settings as options of the Pulumi CLI, in quotes wherever some shell takes them apart. */
export function asOptions(settings: SettingsArguments): string {
    return Object.entries(settings)
        .map(([key, value]) => `-c ${shellWord(`${key}=${value}`)}`)
        .join(" ");
}

/**
 * As one word of a command line that is pasted. In double quotes, and not in single ones: those mean
 * nothing to Windows.
 */
export function shellWord(text: string): string {
    return /^[\w.=-]+$/.test(text) ? text : `"${text.replaceAll(/["\\$`]/g, "\\$&")}"`;
}
