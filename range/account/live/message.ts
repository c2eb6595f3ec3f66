/** A monitor's message with its variables and conditions filled in. */
import type { Transition } from "./liveMonitors";
import { groupTags } from "./muting";

const block = /\{\{\s*([#^])(\w+)([^}]*)\}\}((?:(?!\{\{\s*[#^])[\s\S])*?)\{\{\s*\/\2\s*\}\}/;
const variable = /\{\{\s*([^#^/{}][^{}]*?)\s*\}\}/g;

/** @param at when it happened, as clients have it */
export function renderMessage(transition: Transition, at: number): string {
    const { message } = transition.monitor;
    let text = typeof message === "string" ? message : "";
    // From the inside out: what stands in a block has no block any more.
    for (let found = block.exec(text); found !== null; found = block.exec(text)) {
        const [whole, mark, name = "", argument = "", inner = ""] = found;
        const isShown = holds(name, argument, transition, at) === (mark === "#");
        text = text.replace(whole, () => (isShown ? inner : ""));
    }
    return text.replace(variable, (_, name: string) => valueOf(name, transition, at)).trim();
}

function holds(name: string, argument: string, transition: Transition, at: number): boolean {
    const { from, to } = transition;
    switch (name) {
        case "is_alert":
            return to === "Alert";
        case "is_warning":
            return to === "Warn";
        case "is_no_data":
            return to === "No Data";
        case "is_recovery":
            return to === "OK";
        case "is_alert_recovery":
            return to === "OK" && from === "Alert";
        case "is_warning_recovery":
            return to === "OK" && from === "Warn";
        case "is_no_data_recovery":
            return to === "OK" && from === "No Data";
        case "is_alert_to_warning":
            return to === "Warn" && from === "Alert";
        case "is_match":
        case "is_exact_match":
            return matches(name, argument, transition, at);
        default:
            return false;
    }
}

/** `{{#is_match "pod_name.name" "front-end"}}`: the value holds one of the texts, or is one. */
function matches(name: string, argument: string, transition: Transition, at: number): boolean {
    const [subject = "", ...texts] = [...argument.matchAll(/"([^"]*)"/g)].map(([, one]) => one);
    const value = valueOf(subject, transition, at);
    return texts.some((text = "") =>
        name === "is_exact_match" || text === "" ? value === text : value.includes(text),
    );
}

function valueOf(name: string, { group, monitor, value }: Transition, at: number): string {
    const { thresholds } = (monitor.options ?? {}) as {
        thresholds?: Readonly<Record<string, number | null>> | null;
    };
    switch (name) {
        case "value":
            return value === undefined ? "" : String(Number(value.toPrecision(6)));
        case "threshold":
            return String(thresholds?.critical ?? "");
        case "warn_threshold":
            return String(thresholds?.warning ?? "");
        case "last_triggered_at":
            return new Date(at * 1000).toISOString();
        default:
            // `{{pod_name.name}}` and `{{pod_name}}` are the value of the group's tag.
            return groupTags(group)[name.replace(/^\[|\]$/g, "").replace(/\.name$/, "")] ?? "";
    }
}
