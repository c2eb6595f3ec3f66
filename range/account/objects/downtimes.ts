import { randomUUID } from "node:crypto";

import { z } from "zod";

import { parseSearch } from "../../../datadog/query/parse";
import type { Account } from "../account";
import { type Fields, isGiven, noContent, ok, refusal, type Reply } from "../http/exchange";
import { modelV2 } from "../http/models";
import { numberIn } from "../http/parameters";
import { downtimesOf, statusOf } from "../live/muting";
import type { Call, Route } from "../http/routes";

/** The API takes times of UTC alone. */
const time = z
    .string()
    .refine((text) => /(?:Z|[+-]00:?00)$/.test(text) && !Number.isNaN(Date.parse(text)), {
        error: "must be an ISO 8601 time with a UTC offset of zero",
    });

const attributes = z.looseObject({
    scope: z.string().min(1),
    monitor_identifier: z.union([
        z.strictObject({ monitor_id: z.number() }),
        z.strictObject({ monitor_tags: z.array(z.string()).min(1) }),
    ]),
    schedule: z.looseObject({ start: time.nullish(), end: time.nullish() }).nullish(),
    display_timezone: z.string().nullish(),
});

const request = z.looseObject({ data: z.looseObject({ attributes: z.looseObject({}) }) });

export function downtimeRoutes(account: Account): readonly Route[] {
    const known = ({ parameters: { id = "" } }: Call): Fields => {
        const found = account.downtimes.get(id);
        if (found === undefined) {
            throw refusal(404, "Downtime not found");
        }
        return found;
    };
    const save = (id: string, before: Fields, body: Fields): Fields => {
        const given = request.parse(body).data.attributes;
        const parsed = attributes.safeParse({ ...before, ...given });
        if (!parsed.success) {
            throw refusal(400, z.prettifyError(parsed.error));
        }
        checkDowntime(parsed.data, account);
        const full = stored(parsed.data, account.now);
        account.downtimes.set(id, full);
        return told(id, full, account.seconds);
    };
    const response = modelV2("DowntimeResponse");
    const one = { path: "/api/v2/downtime/{id}", response } as const;
    const answer = (id: string, full: Fields): Reply =>
        ok({ data: told(id, full, account.seconds) });
    return [
        {
            method: "POST",
            path: "/api/v2/downtime",
            request: modelV2("DowntimeCreateRequest"),
            response,
            handle: ({ body }) => ok({ data: save(randomUUID(), {}, body) }),
        },
        {
            method: "GET",
            path: "/api/v2/downtime",
            response: modelV2("ListDowntimesResponse"),
            handle: ({ query }) => {
                const isCurrent = query.get("current_only") === "true";
                const all = [...account.downtimes].filter(
                    ([, full]) => !isCurrent || statusOf(full, account.seconds) === "active",
                );
                const offset = numberIn(query, "page[offset]", 0);
                const page = all.slice(offset, offset + numberIn(query, "page[limit]", 30));
                return ok({
                    data: page.map(([id, full]) => told(id, full, account.seconds)),
                    meta: { page: { total_filtered_count: all.length } },
                });
            },
        },
        {
            method: "GET",
            path: "/api/v2/monitor/{id}/downtime_matches",
            response: modelV2("MonitorDowntimeMatchResponse"),
            handle: ({ parameters }) => {
                const monitor = account.monitors.get(Number(parameters.id));
                if (monitor === undefined) {
                    throw refusal(404, "Monitor not found");
                }
                const data = downtimesOf(account, monitor).map((id) => {
                    const { scope, schedule } = account.downtimes.get(id) ?? {};
                    const { start, end } = schedule as Fields;
                    const type = "downtime_match";
                    return { id, type, attributes: { scope, start, end, groups: [] } };
                });
                return ok({ data, meta: { page: { total_filtered_count: data.length } } });
            },
        },
        {
            ...one,
            method: "GET",
            handle: (call) => answer(call.parameters.id ?? "", known(call)),
        },
        {
            ...one,
            method: "PATCH",
            request: modelV2("DowntimeUpdateRequest"),
            handle: (call) => ok({ data: save(call.parameters.id ?? "", known(call), call.body) }),
        },
        {
            path: one.path,
            method: "DELETE",
            handle: (call) => {
                const cancelled = { ...known(call), canceled: account.now };
                account.downtimes.set(call.parameters.id ?? "", cancelled);
                return noContent;
            },
        },
    ];
}

function checkDowntime(given: z.infer<typeof attributes>, account: Account): void {
    const { monitor_identifier: identifier, schedule, display_timezone: zone } = given;
    if (isGiven(schedule) && "recurrences" in schedule) {
        throw refusal(400, "schedule.recurrences: the range has downtimes that come once only");
    }
    if (isGiven(schedule?.end)) {
        const start = Date.parse(schedule.start ?? account.now);
        if (Date.parse(schedule.end) <= start) {
            throw refusal(400, "schedule.end must be after schedule.start");
        }
    }
    if (isGiven(zone) && !isTimezone(zone)) {
        throw refusal(400, `display_timezone: there is no timezone ${zone}`);
    }
    if ("monitor_id" in identifier && !account.monitors.has(identifier.monitor_id)) {
        throw refusal(400, `Monitor ${identifier.monitor_id} not found`);
    }
    try {
        parseSearch(given.scope);
    } catch (error) {
        throw refusal(400, `Invalid scope: ${String(error)}`);
    }
}

function isTimezone(name: string): boolean {
    try {
        return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
    } catch {
        return false;
    }
}

function told(id: string, full: Fields, seconds: number): Fields {
    const attributes = { ...full, status: statusOf(full, seconds) };
    return { type: "downtime", id, attributes };
}

/** What is left out, as the API fills it in. */
function stored(given: z.infer<typeof attributes>, now: string): Fields {
    const { schedule, display_timezone: zone } = given;
    return {
        message: null,
        mute_first_recovery_notification: false,
        notify_end_types: [],
        notify_end_states: ["alert", "warn", "no data"],
        canceled: null,
        created: now,
        ...given,
        display_timezone: zone ?? "UTC",
        modified: now,
        schedule: { end: null, ...schedule, start: schedule?.start ?? now },
    };
}
