/** Whether a monitor's notifications are held back: by a downtime, or because it is muted. */
import { z } from "zod";

import { logMatcher } from "../../../datadog/pipeline/matchLog";
import type { MonitorQuery } from "../../../datadog/query/ast";
import { parseMonitorQuery } from "../../../datadog/query/parse";
import { commonTagsOf, selectorsOf } from "../../../datadog/query/walk";
import type { Tags } from "../../../evidence/evidence";
import type { Account } from "../account";
import type { Fields } from "../http/exchange";
import { tagsOf } from "../intake/tags";

const silenced = z.looseObject({ silenced: z.record(z.string(), z.number().nullable()).nullish() });

const downtime = z.looseObject({
    scope: z.string(),
    canceled: z.unknown(),
    monitor_identifier: z.union([
        z.looseObject({ monitor_id: z.number() }),
        z.looseObject({ monitor_tags: z.array(z.string()) }),
    ]),
    schedule: z.looseObject({ start: z.string(), end: z.string().nullable() }),
});

export type Downtime = z.output<typeof downtime>;

/** The ids of the downtimes that hold a monitor back now, in any of its groups or in one. */
export function downtimesOf(
    { downtimes, seconds }: Account,
    monitor: Fields,
    group?: string,
): readonly string[] {
    return [...downtimes]
        .filter(([, stored]) => {
            const { data } = downtime.safeParse(stored);
            return (
                data !== undefined &&
                statusOf(data, seconds) === "active" &&
                concerns(data, monitor) &&
                (group === undefined || covers(data.scope, monitor, group))
            );
        })
        .map(([id]) => id);
}

export function isMuted(account: Account, monitor: Fields, group: string): boolean {
    const ends = silenced.safeParse(monitor.options).data?.silenced ?? {};
    const isSilenced = Object.entries(ends).some(([scope, end]) => {
        const isOver = end !== null && end <= account.seconds;
        return !isOver && (scope === "*" || isWithin(scope, group));
    });
    return isSilenced || downtimesOf(account, monitor, group).length > 0;
}

/** What the API says of a downtime: it follows from the time. */
export function statusOf(
    stored: Fields | Downtime,
    seconds: number,
): "scheduled" | "active" | "ended" | "canceled" {
    const { data } = downtime.safeParse(stored);
    if ((stored.canceled ?? null) !== null) {
        return "canceled";
    }
    // One that recurs, of a range that was kept when those were taken: it never begins.
    if (data === undefined) {
        return "scheduled";
    }
    const { schedule } = data;
    if (Date.parse(schedule.start) / 1000 > seconds) {
        return "scheduled";
    }
    const isOver = schedule.end !== null && Date.parse(schedule.end) / 1000 <= seconds;
    return isOver ? "ended" : "active";
}

function concerns({ monitor_identifier: identifier }: Downtime, monitor: Fields): boolean {
    if ("monitor_id" in identifier) {
        return identifier.monitor_id === monitor.id;
    }
    const tags = z.array(z.string()).catch([]).parse(monitor.tags);
    const asked = z.array(z.string()).parse(identifier.monitor_tags);
    return asked.every((tag) => tags.includes(tag));
}

/** The scope of a downtime is searched for in the tags of the group, and in those of the query. */
function covers(scope: string, { query }: Fields, group: string): boolean {
    const tags = { ...queryTags(parseMonitorQuery(String(query))), ...groupTags(group) };
    const nothing = { time: 0, message: "", status: "", service: "", attributes: {} };
    return logMatcher(scope)({ ...nothing, tags });
}

/** Tags that everything has that the query reads. */
function queryTags(query: MonitorQuery): Tags {
    if (query.kind !== "metric") {
        return {};
    }
    return Object.fromEntries(
        selectorsOf(query.expression).flatMap(({ selector: { filter } }) =>
            commonTagsOf(filter).map(({ key, value }) => [key, value]),
        ),
    );
}

export function groupTags(group: string): Tags {
    return group === "*" ? {} : tagsOf(group.split(","));
}

/** `role:db,pod_name:a` mutes every group that has both. */
function isWithin(scope: string, group: string): boolean {
    const tags = group.split(",");
    return scope.split(",").every((tag) => tags.includes(tag.trim()));
}
