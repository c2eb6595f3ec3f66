/** What a monitor says when a group changes its state: the event, in Datadog's words. */
import type { MonitorState } from "../../../datadog/monitors/states";
import type { EventRecord } from "../../../evidence/evidence";
import type { EventDetails } from "../telemetry/indexedEvent";
import { tagsOf } from "../intake/tags";
import type { Transition } from "./liveMonitors";
import { renderMessage } from "./message";
import { groupTags } from "./muting";

const words: Readonly<Record<MonitorState, string>> = {
    Alert: "Triggered",
    Warn: "Warn",
    "No Data": "No data",
    OK: "Recovered",
};

const types: Readonly<Record<MonitorState, EventDetails["alertType"]>> = {
    Alert: "error",
    Warn: "warning",
    "No Data": "warning",
    OK: "success",
};

const statuses: Readonly<Record<MonitorState, string>> = {
    Alert: "error",
    Warn: "warn",
    "No Data": "warn",
    OK: "ok",
};

export interface Notification {
    readonly record: EventRecord;
    readonly details: Partial<EventDetails>;
}

/** @param at when it happened, as clients have it */
export function notificationOf(transition: Transition, at: number): Notification {
    const { monitor, query, group, from, to, time } = transition;
    const name = String(monitor.name);
    const word = `${from === to ? "Re-" : ""}${words[to]}`;
    const on = group === "*" ? "" : ` on {${group}}`;
    const own = Array.isArray(monitor.tags) ? monitor.tags.map(String) : [];
    const groupTagList = group === "*" ? [] : group.split(",");
    const list = [...own, ...groupTagList, "monitor", "source:alert"];
    return {
        record: {
            time,
            title: `[${word}${on}] ${name}`,
            text: `%%%\n${renderMessage(transition, at)}\n\n${query}\n%%%`,
            tags: {
                ...tagsOf(own),
                ...groupTags(group),
                ...{ monitor: "", source: "alert", status: statuses[to] },
            },
        },
        details: {
            alertType: types[to],
            aggregationKey: `monitor:${String(monitor.id)}`,
            tagList: list,
            monitor: {
                id: monitor.id,
                name,
                message: monitor.message,
                query: monitor.query,
                type: monitor.type,
                tags: own,
                groups: groupTagList,
                transition: {
                    trans_name: word,
                    trans_type: to === "OK" ? "alert recovery" : "alert",
                    source_state: from ?? "OK",
                    destination_state: to,
                },
            },
            attributes: {
                "monitor.id": Number(monitor.id),
                "monitor.name": name,
                "monitor.transition.source_state": from ?? "OK",
                "monitor.transition.destination_state": to,
            },
        },
    };
}
