/** A monitor as the API tells of it: with the states that it is in now. */
import { z } from "zod";

import { selectorsOf } from "../../../datadog/query/walk";
import { parseMonitorQuery } from "../../../datadog/query/parse";
import type { Account } from "../account";
import type { Fields } from "../http/exchange";
import type { GroupState } from "../live/groupStates";
import type { LiveMonitors } from "../live/liveMonitors";
import { isMuted } from "../live/muting";

/** `Unknown` is what the range does not evaluate; before the first evaluation there are no data. */
export function overallState(live: LiveMonitors, id: number): string {
    return live.refusalOf(id) === undefined ? (live.groupsOf(id)?.overall ?? "No Data") : "Unknown";
}

/** @param groupStates which states of groups are told: `all`, or names of states; none: no groups */
export function told(
    live: LiveMonitors,
    monitor: Fields,
    groupStates: readonly string[] = [],
): Fields {
    const id = Number(monitor.id);
    const told = { ...monitor, overall_state: overallState(live, id) };
    const groups = live.toldGroupsOf(id);
    if (groupStates.length === 0) {
        return told;
    }
    const isAsked = ({ status }: GroupState): boolean =>
        groupStates.includes("all") || groupStates.includes(status.toLowerCase());
    const asked = groups.filter(isAsked).map((one) => [one.name, stateOf(one)]);
    return { ...told, state: { groups: Object.fromEntries(asked) as Fields } };
}

function stateOf({ name, status, ...times }: GroupState): Fields {
    return {
        name,
        status,
        last_nodata_ts: Math.floor(times.lastNoData ?? 0),
        last_notified_ts: Math.floor(times.lastNotified ?? 0),
        last_resolved_ts: Math.floor(times.lastResolved ?? 0),
        last_triggered_ts: Math.floor(times.lastTriggered ?? 0),
    };
}

/** When a group of it last went into alert or warning. */
export function lastTriggered(live: LiveMonitors, id: number): number | undefined {
    const times = live.toldGroupsOf(id).flatMap(({ lastTriggered: time }) => time ?? []);
    return times.length === 0 ? undefined : Math.max(...times);
}

export function isWhollyMuted(account: Account, monitor: Fields): boolean {
    return isMuted(account, monitor, "*");
}

export const tagsIn = (monitor: Fields): readonly string[] =>
    z.array(z.string()).catch([]).parse(monitor.tags);

/** The metrics that its query reads. */
export function metricsIn({ query }: Fields): readonly string[] {
    const parsed = parseMonitorQuery(String(query));
    return parsed.kind === "metric"
        ? [...new Set(selectorsOf(parsed.expression).map(({ selector }) => selector.metric))]
        : [];
}

/** Who is told, by the message: `@slack-ops`. */
export function handlesIn({ message }: Fields): readonly string[] {
    return [...String(message).matchAll(/(?<!\S)@([\w.@-]+)/g)].map(([, handle = ""]) => handle);
}
