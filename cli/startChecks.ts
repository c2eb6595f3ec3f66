import leven from "leven";

import { formatDuration, parseDuration } from "../components/settings/duration";
import { parseSettings } from "../components/settings/parse";
import type { SettingProblem } from "../components/settings/problem";
import { type FixMoment, isPrevention, momentText } from "../rehearsal/moment";
import { isResponseOnly } from "../scenarios/remediation";
import { scenarios } from "../scenarios/registry";
import type { SettingsArguments } from "./settingsArguments";

/**
 * Holds what was asked for against the settings' own rules. Throws an Error with all that is wrong,
 * one line each: what was given, what is allowed, what to write instead.
 */
export function checkRequest(
    incident: string,
    arms: readonly string[],
    settings: SettingsArguments,
    fixAt: readonly FixMoment[],
): void {
    if (!Object.hasOwn(scenarios, incident)) {
        throw new Error(incidentText(incident));
    }
    const problems = arms.flatMap((remediation) =>
        settingProblems({ ...settings, incident, remediation }),
    );
    problems.push(...fixAt.flatMap((moment) => tooLate(moment, incident, settings)));
    problems.push(...(fixAt.every(isPrevention) ? arms.filter(isResponseOnly).map(onlyLater) : []));
    if (problems.length > 0) {
        const help = "All options: npm start -- --help";
        throw new Error([...new Set(problems), help].join("\n"));
    }
}

/** What is wrong with settings of the stack that came as options, a line each. */
export function settingProblems(settings: SettingsArguments): readonly string[] {
    return parseSettings(settings, scenarios).problems.map(optionText);
}

const onlyLater = (arm: string): string =>
    `--remediation ${JSON.stringify(arm)}: is a response, and does nothing before the load. Add a ` +
    "moment: --fix-at detection.";

/** A time after the load's end: nothing would be left to help. */
function tooLate(
    moment: FixMoment,
    incident: string,
    { duration = "" }: SettingsArguments,
): readonly string[] {
    const seconds =
        parseDuration(duration) ?? scenarios[incident]?.load.durationSeconds ?? Infinity;
    return typeof moment === "number" && moment >= seconds
        ? [
              `--fix-at ${momentText(moment)}: the load is over after ${formatDuration(seconds)}. ` +
                  "Name an earlier moment, or a longer --duration.",
          ]
        : [];
}

/** Whether these settings leave a fix anything to do: without a fault there is none to undo. */
export function isPossible(
    incident: string,
    remediation: string,
    settings: SettingsArguments,
): boolean {
    const { problems } = parseSettings({ ...settings, incident, remediation }, scenarios);
    return !problems.some(({ key }) => key === "remediation");
}

function incidentText(incident: string): string {
    const known = Object.keys(scenarios);
    const near = nearIncident(incident);
    const hint =
        incident === "none"
            ? " With none the shop is healthy: there is nothing to rehearse."
            : near === undefined
              ? ""
              : ` Did you mean ${near}?`;
    return (
        `There is no incident "${incident}". Allowed: ${known.join(", ")}.${hint}\n` +
        "Like: npm start -- hybrid --remediation hpa"
    );
}

/** The incident that was probably meant. */
export function nearIncident(incident: string): string | undefined {
    return Object.keys(scenarios).find((name) => leven(name, incident) <= 2);
}

const options: Readonly<Record<string, string>> = {
    users: "--users",
    spawnRate: "--spawn-rate",
    duration: "--duration",
    probes: "--probes",
    images: "--images",
    remediation: "--remediation",
};

/** The problem for those who give options: there is no stack to update or to destroy. */
function optionText({ key, value, why, waysOut }: SettingProblem): string {
    const shown = options[key] ?? `-c ${key}`;
    const ways = waysOut.flatMap((way) =>
        "set" in way ? ` ${way.say}: ${optionOf(way.set, way.to)}.` : [],
    );
    return `${shown}${value === undefined ? "" : ` ${JSON.stringify(value)}`}: ${why}${ways.join("")}`;
}

function optionOf(key: string, value: string): string {
    const option = options[key];
    return option === undefined ? `-c ${key}=${value}` : `${option} ${value}`;
}
