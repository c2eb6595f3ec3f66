/** What Datadog refuses in a monitor beyond its model; texts in quotation marks are its own. */
import { z } from "zod";

import { checkWindows } from "../../../datadog/check/windows";
import type { MonitorQuery } from "../../../datadog/query/ast";
import { parseMonitorQuery } from "../../../datadog/query/parse";
import { referencesOf } from "../../../datadog/query/references";
import type { Account } from "../account";
import { type Fields, refusal } from "../http/exchange";
import { type MonitorBody, monitorBody } from "./monitorBody";
import { checkThresholds } from "./thresholdRules";

/** The forms of query that a type takes. */
const formsOf: Readonly<Record<string, readonly MonitorQuery["kind"][]>> = {
    "query alert": ["metric"],
    "metric alert": ["metric"],
    "log alert": ["logs"],
    "event-v2 alert": ["events"],
    "slo alert": ["slo"],
    composite: ["composite"],
};

/** Throws a Refusal with status 400. */
export function checkMonitor(body: Fields, account: Account): void {
    const parsed = monitorBody.safeParse(body);
    if (!parsed.success) {
        throw refusal(400, z.prettifyError(parsed.error));
    }
    const monitor = parsed.data;
    const query = parsedQuery(monitor.query);
    if (formsOf[monitor.type]?.includes(query.kind) !== true) {
        throw refusal(400, `A monitor of type ${monitor.type} takes no ${query.kind} query`);
    }
    checkReferences(monitor.query, account);
    checkThresholds(query, monitor);
    checkMissingData(query, monitor);
    checkMessage(monitor.message);
}

function parsedQuery(text: string): MonitorQuery {
    const invalid = "The value provided for parameter 'query' is invalid";
    let query: MonitorQuery;
    try {
        query = parseMonitorQuery(text);
    } catch (error) {
        throw refusal(400, `${invalid}: ${String(error)}`);
    }
    const [window] = checkWindows(query);
    if (window !== undefined) {
        throw refusal(400, `${invalid}: ${window.reason}`);
    }
    return query;
}

/** Composites combine 2 to 10 monitors, by number; SLO alerts watch an SLO. All must be there. */
function checkReferences(query: string, account: Account): void {
    const { monitors, slos } = referencesOf(query);
    const strangers = monitors.filter((id) => !account.monitors.has(Number(id)));
    if (strangers.length > 0) {
        throw refusal(400, `Monitors not found: ${strangers.join(", ")}`);
    }
    if (monitors.length === 1 || monitors.length > 10) {
        throw refusal(400, `A composite combines 2 to 10 monitors, not ${monitors.length}`);
    }
    for (const id of slos) {
        if (!account.slos.has(id)) {
            throw refusal(400, `SLO not found: ${id} not found`);
        }
    }
}

function checkMissingData(query: MonitorQuery, { query: text, options }: MonitorBody): void {
    const { on_missing_data: onMissingData, notify_no_data: notifyNoData } = options;
    if (onMissingData === undefined || onMissingData === null) {
        return;
    }
    if (notifyNoData === true) {
        throw refusal(400, "notify_no_data and on_missing_data cannot both be set");
    }
    if (query.kind === "composite" || query.kind === "slo") {
        throw refusal(400, `on_missing_data is not available for ${query.kind} monitors`);
    }
    if (onMissingData !== "default" && /\bdefault_zero\s*\(/.test(text)) {
        throw refusal(400, 'on_missing_data must be "default" where the query has default_zero()');
    }
}

/** Each block of a template, like `{{#is_alert}}`, is closed. */
function checkMessage(message: string): void {
    const open: string[] = [];
    for (const [, mark, name = ""] of message.matchAll(/\{\{\s*([#^/])(\w+)[^}]*\}\}/g)) {
        if (mark !== "/") {
            open.push(name);
        } else if (open.pop() !== name) {
            throw refusal(400, `The message closes {{/${name}}}, which is not open`);
        }
    }
    if (open.length > 0) {
        throw refusal(400, `The message does not close {{#${open.join(", ")}}}`);
    }
}
