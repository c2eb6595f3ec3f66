/** What can be searched of a monitor. */
import { parseMonitorQuery } from "../../../datadog/query/parse";
import { selectorsOf, tagConditionsOf } from "../../../datadog/query/walk";
import type { Account } from "../account";
import type { Fields } from "../http/exchange";
import type { LiveMonitors } from "../live/liveMonitors";
import type { Searched } from "../reading/objectSearch";
import { handlesIn, isWhollyMuted, metricsIn, overallState, tagsIn } from "./monitorStates";

export function searchedOf(account: Account, live: LiveMonitors, monitor: Fields): Searched {
    return {
        text: `${text(monitor.name)}\n${text(monitor.query)}\n${text(monitor.message)}`,
        fields: {
            id: text(monitor.id),
            title: text(monitor.name),
            type: classification(text(monitor.type)),
            status: overallState(live, Number(monitor.id)),
            priority: `p${text(monitor.priority)}`,
            muted: String(isWhollyMuted(account, monitor)),
        },
        lists: {
            tag: tagsIn(monitor),
            metric: metricsIn(monitor),
            scope: scopesIn(monitor),
            notification: handlesIn(monitor),
        },
    };
}

/** Of null and what is left out nothing. */
export function text(value: unknown): string {
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** What searches call a type. */
export function classification(type: string): string {
    return type === "query alert" ? "metric" : type.replace(/ alert$/, "").replace(/-v2$/, "");
}

/** Tags to which the query is limited, as `key:value`. */
export function scopesIn({ query }: Fields): readonly string[] {
    const parsed = parseMonitorQuery(String(query));
    if (parsed.kind !== "metric") {
        return [];
    }
    const conditions = selectorsOf(parsed.expression).flatMap(({ selector }) =>
        tagConditionsOf(selector.filter),
    );
    return [
        ...new Set(
            conditions.flatMap((one) =>
                one.kind === "tag"
                    ? [`${one.key}:${one.value}`]
                    : one.values.map((value) => `${one.key}:${value}`),
            ),
        ),
    ];
}
