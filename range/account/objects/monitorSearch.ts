import type { Account } from "../account";
import { type Fields, ok, type Reply } from "../http/exchange";
import { modelV1 } from "../http/models";
import { numberIn, pageOf } from "../http/parameters";
import type { Call, Route } from "../http/routes";
import type { LiveMonitors } from "../live/liveMonitors";
import { countsOf, objectMatcher } from "../reading/objectSearch";
import { classification, scopesIn, searchedOf, text } from "./monitorSearched";
import {
    handlesIn,
    isWhollyMuted,
    lastTriggered,
    metricsIn,
    overallState,
    tagsIn,
} from "./monitorStates";

/** Monitors and their groups by a search like `status:alert tag:"team:sre" cpu`. */
export function monitorSearchRoutes(account: Account, live: LiveMonitors): readonly Route[] {
    const matching = ({ query }: Call): readonly Fields[] => {
        const matches = objectMatcher(query.get("query") ?? "");
        return [...account.monitors.values()].filter((monitor) =>
            matches(searchedOf(account, live, monitor)),
        );
    };
    return [
        {
            method: "GET",
            path: "/api/v1/monitor/search",
            response: modelV1("MonitorSearchResponse"),
            handle: (call) => searchReply(account, live, call, matching(call)),
        },
        {
            method: "GET",
            path: "/api/v1/monitor/groups/search",
            response: modelV1("MonitorGroupSearchResponse"),
            handle: (call) => groupReply(account, live, call),
        },
    ];
}

function searchReply(
    account: Account,
    live: LiveMonitors,
    { query }: Call,
    found: readonly Fields[],
): Reply {
    const results = found.map((monitor) => resultOf(live, monitor));
    const sorted = sortedBy(results, query.get("sort") ?? "name,asc");
    const { page, metadata } = paged(query, sorted);
    return ok({
        counts: {
            muted: countsOf(found.map((monitor) => isWhollyMuted(account, monitor))),
            status: countsOf(results.map(({ status }) => status)),
            tag: countsOf(found.flatMap(tagsIn)),
            type: countsOf(results.map(({ classification: name }) => name)),
        },
        metadata,
        monitors: page,
    });
}

function resultOf(live: LiveMonitors, monitor: Fields): Fields {
    const { id, name, query, tags, type, creator, org_id } = monitor;
    const triggered = lastTriggered(live, Number(id));
    return {
        ...{ id, name, query, tags, type, org_id, creator },
        classification: classification(String(type)),
        status: overallState(live, Number(id)),
        last_triggered_ts: triggered === undefined ? null : Math.floor(triggered),
        metrics: metricsIn(monitor),
        scopes: scopesIn(monitor),
        notifications: handlesIn(monitor).map((handle) => ({ handle, name: handle })),
    };
}

function groupReply(account: Account, live: LiveMonitors, { query }: Call): Reply {
    const matches = objectMatcher(query.get("query") ?? "");
    const groups = [...account.monitors.values()].flatMap((monitor) => {
        const searched = searchedOf(account, live, monitor);
        return live.toldGroupsOf(Number(monitor.id)).flatMap((group) => {
            const tags = group.name === "*" ? [] : group.name.split(",");
            const isFound = matches({
                text: searched.text,
                fields: { ...searched.fields, status: group.status, group: group.name },
                lists: { ...searched.lists, group_tag: tags },
            });
            return isFound
                ? [
                      {
                          type: monitor.type,
                          group: {
                              group: group.name,
                              group_tags: tags,
                              last_nodata_ts: Math.floor(group.lastNoData ?? 0),
                              last_triggered_ts: Math.floor(group.lastTriggered ?? 0),
                              monitor_id: monitor.id,
                              monitor_name: monitor.name,
                              status: group.status,
                          },
                      },
                  ]
                : [];
        });
    });
    const found = groups.map(({ group }) => group);
    const sorted = sortedBy(found, query.get("sort") ?? "monitor_name,asc");
    const { page, metadata } = paged(query, sorted);
    const counts = {
        status: countsOf(found.map(({ status }) => status)),
        type: countsOf(groups.map(({ type }) => classification(String(type)))),
    };
    return ok({ counts, metadata, groups: page });
}

/** `name,asc` or `status,desc`. */
function sortedBy(results: readonly Fields[], order: string): readonly Fields[] {
    const [field = "name", direction = "asc"] = order.split(",");
    const sign = direction === "desc" ? -1 : 1;
    const key = (result: Fields): string => text(result[field]);
    return results.toSorted((one, other) => sign * key(one).localeCompare(key(other), "en"));
}

function paged(
    query: URLSearchParams,
    all: readonly Fields[],
): { page: readonly Fields[]; metadata: Fields } {
    const number = numberIn(query, "page", 0);
    const size = Math.min(Math.max(numberIn(query, "per_page", 30), 1), 1000);
    return {
        page: pageOf(all, number, size),
        metadata: {
            ...{ page: number, per_page: size },
            page_count: Math.ceil(all.length / size),
            total_count: all.length,
        },
    };
}
