import type { MonitorSpec } from "../monitor";
import type { CompositeQuery } from "../query/ast";
import { parseMonitorQuery } from "../query/parse";
import { type CompositePart, compositeParts } from "../query/walk";
import { type Finding, refused } from "./finding";
import { groupsOf } from "./message";

/** Datadog's limit for the monitors of one composite. */
export const mostParts = 10;

/** Whether the monitors of a composite are there, and fit together. */
export function checkComposite(
    query: CompositeQuery,
    monitors: readonly MonitorSpec[],
): readonly Finding[] {
    const parts = compositeParts(query.expression);
    return [
        ...(new Set(parts.map(({ id }) => id)).size > mostParts
            ? [refused("composite-part", `a composite takes at most ${mostParts} monitors`)]
            : []),
        ...parts.flatMap((part) => checkPart(part, monitors)),
    ];
}

function checkPart(part: CompositePart, monitors: readonly MonitorSpec[]): readonly Finding[] {
    const monitor = monitors.find(({ id }) => id === part.id);
    if (monitor === undefined) {
        return [refused("unknown-reference", `there is no monitor ${part.id}`, part.at)];
    }
    const wrong = (why: string): Finding =>
        refused("composite-part", `${part.id} in a composite: ${why}`, part.at);
    if (monitor.type === "composite") {
        return [wrong("a composite cannot contain another")];
    }
    return [
        ...(groupsOf(parseMonitorQuery(monitor.query)).length > 0
            ? [wrong("its groups are not those of the others, so nothing would ever fire")]
            : []),
        ...(monitor.thresholds?.warning === undefined
            ? []
            : [wrong("its warning would count as an alert")]),
        ...(part.isNegated && monitor.options.onMissingData !== "resolve"
            ? [wrong("without data it must be OK, or the opposite of it is unknown as well")]
            : []),
    ];
}
