import { formatDuration, parseDuration } from "../../components/settings/duration";
import { armParts } from "../../rehearsal/armId";

/** A fix in words for people, without its moment: `no fix`, `hpa + limits`. */
export function fixTitle(arm: string): string {
    const { fix } = armParts(arm);
    return fix === "none" ? "no fix" : fix.split(",").join(" + ");
}

/** An arm in words for people, where arms of several moments stand together. */
export function armTitle(arm: string): string {
    const { moment } = armParts(arm);
    return moment === undefined ? fixTitle(arm) : `${fixTitle(arm)} (${shortMoments(moment)})`;
}

function shortMoments(moment: string): string {
    const known: Readonly<Record<string, string>> = {
        before: "in place before",
        start: "with the incident",
        detection: "once told",
    };
    return known[moment] ?? `after ${durationText(moment)}`;
}

/** When a fix comes, in words for people: `in place before the load`. */
export function momentTitle(moment: string): string {
    const known: Readonly<Record<string, string>> = {
        before: "in place before the load",
        start: "applied in the same `pulumi up` as the incident, whose load waits for it",
        detection: "applied a minute after the first alert",
    };
    return known[moment] ?? `applied ${durationText(moment)} after the first user`;
}

/** The same for a narrow column. */
export function momentHead(moment: string): string {
    const known: Readonly<Record<string, string>> = {
        before: "PREVENTION\nin place before",
        start: "WITH THE INCIDENT\nload waits for it",
        detection: "RESPONSE\n1 min after an alert",
    };
    return known[moment] ?? `RESPONSE\nafter ${durationText(moment)}`;
}

/** What kind of question a moment answers. */
export function momentKind(moment: string): "Prevention" | "With the incident" | "Response" {
    return moment === "before"
        ? "Prevention"
        : moment === "start"
          ? "With the incident"
          : "Response";
}

function durationText(moment: string): string {
    return formatDuration(parseDuration(moment) ?? 0);
}
