import type { MonitorSpec } from "../monitor";
import type { MonitorQuery } from "../query/ast";
import { selectorsOf } from "../query/walk";
import { type Finding, refused } from "./finding";

const always: readonly string[] = ["value", "threshold", "warn_threshold", "last_triggered_at"];

/** Whether the texts of a notification are ones that Datadog takes and fills in. */
export function checkMessage(monitor: MonitorSpec, query: MonitorQuery): readonly Finding[] {
    const { meaning, checkFirst } = monitor.message;
    const texts = [monitor.title, meaning, ...checkFirst];
    const groups = groupsOf(query);
    const variables = texts.join("\n").match(/\{\{[^}]*\}\}/g) ?? [];
    return [
        ...texts
            .filter((text) => /[{}]/.test(text.replace(/\{\{[^{}]*\}\}/g, "")))
            .map((text) => refused("message", `unbalanced braces in "${text}"`)),
        ...texts
            .filter((text) => text.includes("@"))
            .map((text) => refused("message", `"@" would notify somebody in "${text}"`)),
        ...variables
            .map((variable) =>
                variable
                    .slice(2, -2)
                    .replace(/^[#/^]\w+\s*/, "")
                    .trim(),
            )
            .filter((name) => name !== "" && !always.includes(name))
            .filter((name) => !groups.includes(name.replace(/\.name$/, "")))
            .map((name) => refused("message", `{{${name}}} is empty: the query has no such group`)),
    ];
}

/** The tags by which a query splits its alerts. */
export function groupsOf(query: MonitorQuery): readonly string[] {
    switch (query.kind) {
        case "metric":
            return selectorsOf(query.expression).flatMap(({ selector }) => selector.by);
        case "logs":
        case "events":
            return query.by;
        default:
            return [];
    }
}
