/** What is wrong with settings that no stack holds: there is none to update, nor to take them from. */
import { parseSettings } from "../components/settings/parse";
import type { SettingProblem } from "../components/settings/problem";
import { isResponseOnly } from "../scenarios/remediation";
import { scenarios } from "../scenarios/registry";
import type { SettingsArguments } from "./settingsArguments";
import { optionOf } from "./stackOptions";

/** How a setting is typed; without a value: as much of it as names it. */
export type Spelling = (key: string, value?: string) => string;

/** A line each: what was given, what is allowed, what to write instead. */
export function settingProblems(
    settings: SettingsArguments,
    spelling: Spelling = asOption,
): readonly string[] {
    return parseSettings(settings, scenarios).problems.map((one) => lineOf(one, spelling));
}

/**
 * Said of a fix in place before the load that only makes sense once the incident is there.
 * @param instead what to do; default: of a command that has nothing to respond to
 */
export function onlyLater(
    remediation: string,
    instead = "To see what it is worth: npm start -- <incident>.",
): readonly string[] {
    const what = "is a response, and does nothing before the load";
    return isResponseOnly(remediation) ? [`--remediation ${remediation}: ${what}. ${instead}`] : [];
}

/** Throws where it is one of those. */
export function requirePrevention(remediation: string): void {
    const [problem] = onlyLater(remediation);
    if (problem !== undefined) {
        throw new Error(problem);
    }
}

function lineOf({ key, value, why, waysOut }: SettingProblem, spelling: Spelling): string {
    const given = value === undefined ? "" : ` ${JSON.stringify(value)}`;
    const ways = waysOut.flatMap((way) =>
        "set" in way ? ` ${way.say}: ${spelling(way.set, way.to)}.` : [],
    );
    return `${spelling(key)}${given}: ${why}${ways.join("")}`;
}

/** As commands have it that play the stack. */
function asOption(key: string, value?: string): string {
    const option = optionOf(key);
    return option === undefined
        ? `-c ${asArgument(key, value)}`
        : [option, ...(value === undefined ? [] : [value])].join(" ");
}

/** As it stands alone: `users=2000`. */
export function asArgument(key: string, value?: string): string {
    return value === undefined ? key : `${key}=${value}`;
}
