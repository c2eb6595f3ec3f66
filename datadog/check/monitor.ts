import type { MonitorSpec, MonitorType } from "../monitor";
import type { MonitorQuery } from "../query/ast";
import { parseMonitorQuery, parseMetricExpression, parseSearch } from "../query/parse";
import { QuerySyntaxError } from "../query/scanner";
import { type CheckContext, type Finding, refused } from "./finding";
import { checkMessage } from "./message";
import { checkExpression, checkMetricQuery } from "./metrics";
import { checkOptions } from "./options";
import { checkSearch, type SearchKind } from "./search";
import { checkSecrecyOfSearch } from "./secrecy";
import { checkWindows } from "./windows";

/** All that is wrong with one monitor; what it refers to is checkCatalogue's business. */
export function checkMonitor(monitor: MonitorSpec, context: CheckContext): readonly Finding[] {
    return parsed(
        () => parseMonitorQuery(monitor.query),
        (query) => [
            ...(typeOf(query) === monitor.type
                ? []
                : [refused("wrong-type", `such a query needs the type "${typeOf(query)}"`)]),
            ...checkQuery(query, context),
            ...checkOptions(monitor, query),
            ...checkMessage(monitor, query),
        ],
    );
}

/** All that is wrong with the query of a monitor, whatever its options. */
export function checkMonitorQuery(text: string, context: CheckContext): readonly Finding[] {
    return parsed(
        () => parseMonitorQuery(text),
        (query) => checkQuery(query, context),
    );
}

function checkQuery(query: MonitorQuery, context: CheckContext): readonly Finding[] {
    const windows = checkWindows(query);
    switch (query.kind) {
        case "metric":
            return [...windows, ...checkMetricQuery(query, context)];
        case "logs":
        case "events":
            return [
                ...windows,
                ...checkSearch(query.search, query.kind, context),
                ...checkSecrecyOfSearch(query.search),
            ];
        default:
            return windows;
    }
}

/** A search of an explorer, a saved view or a widget; people may look at the load. */
export function checkView(
    text: string,
    kind: SearchKind,
    context: CheckContext,
): readonly Finding[] {
    return parsed(
        () => parseSearch(text),
        (search) => checkSearch(search, kind, context),
    );
}

/** Widgets that differ in what they can show. */
export type Widget = "timeseries" | "toplist" | "query_value";

/** The query of a graph; a query_value shows one number, so it cannot show groups. */
export function checkGraph(
    text: string,
    widget: Widget,
    context: CheckContext,
): readonly Finding[] {
    return parsed(
        () => parseMetricExpression(text),
        (expression) => [
            ...checkExpression(expression, context),
            ...(widget === "query_value" && /\bby\s*\{/.test(text)
                ? [refused("one-number", "a query value shows one number: leave out by {…}")]
                : []),
        ],
    );
}

function typeOf({ kind }: MonitorQuery): MonitorType {
    const types = {
        metric: "query alert",
        logs: "log alert",
        events: "event-v2 alert",
        slo: "slo alert",
        composite: "composite",
    } as const;
    return types[kind];
}

/** Parses and judges; a text that cannot be parsed is a finding of its own. */
function parsed<Query>(
    parse: () => Query,
    judge: (query: Query) => readonly Finding[],
): readonly Finding[] {
    try {
        return judge(parse());
    } catch (error) {
        if (error instanceof QuerySyntaxError) {
            const { problem, message, at } = error;
            return [refused(problem, message, at)];
        }
        throw error;
    }
}
