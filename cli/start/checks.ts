import { formatDuration, parseDuration } from "../../components/settings/duration";
import { parseSettings } from "../../components/settings/parse";
import { type FixMoment, isPrevention, momentText } from "../../rehearsal/moment";
import { scenarios } from "../../scenarios/registry";
import { onlyLater, settingProblems } from "../settingProblems";
import type { SettingsArguments } from "../settingsArguments";
import { unknownIncident } from "../unknownIncident";

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
    if (fixAt.every(isPrevention)) {
        const later = "Add a moment: --fix-at detection.";
        problems.push(...arms.flatMap((arm) => onlyLater(arm, later)));
    }
    if (problems.length > 0) {
        const help = "All options: npm start -- --help";
        throw new Error([...new Set(problems), help].join("\n"));
    }
}

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
    const healthy =
        incident === "none" ? " With none the shop is healthy: there is nothing to rehearse." : "";
    return `${unknownIncident(incident)}${healthy}\nLike: npm start -- hybrid --remediation hpa`;
}
