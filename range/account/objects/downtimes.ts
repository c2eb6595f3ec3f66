import { randomUUID } from "node:crypto";

import { z } from "zod";

import { parseSearch } from "../../../datadog/query/parse";
import type { Account } from "../account";
import { type Fields, isGiven, noContent, ok, refusal, type Reply } from "../http/exchange";
import { modelV2 } from "../http/models";
import { numberIn } from "../http/parameters";
import { downtimesOf } from "../live/muting";
import type { Call, Route } from "../http/routes";

const attributes = z.looseObject({
    scope: z.string().min(1),
    monitor_identifier: z.union([
        z.strictObject({ monitor_id: z.number() }),
        z.strictObject({ monitor_tags: z.array(z.string()).min(1) }),
    ]),
    schedule: z.looseObject({}).nullish(),
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
        return { type: "downtime", id, attributes: full };
    };
    const response = modelV2("DowntimeResponse");
    const one = { path: "/api/v2/downtime/{id}", response } as const;
    const answer = (id: string, full: Fields): Reply =>
        ok({ data: { type: "downtime", id, attributes: full } });
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
                    ([, { canceled }]) => !isCurrent || canceled === null,
                );
                const offset = numberIn(query, "page[offset]", 0);
                const page = all.slice(offset, offset + numberIn(query, "page[limit]", 30));
                return ok({
                    data: page.map(([id, full]) => ({ type: "downtime", id, attributes: full })),
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
                const cancelled = { ...known(call), status: "canceled", canceled: account.now };
                account.downtimes.set(call.parameters.id ?? "", cancelled);
                return noContent;
            },
        },
    ];
}

function checkDowntime(given: z.infer<typeof attributes>, account: Account): void {
    const identifier = given.monitor_identifier;
    if ("monitor_id" in identifier && !account.monitors.has(identifier.monitor_id)) {
        throw refusal(400, `Monitor ${identifier.monitor_id} not found`);
    }
    try {
        parseSearch(given.scope);
    } catch (error) {
        throw refusal(400, `Invalid scope: ${String(error)}`);
    }
}

/** What is left out, as the API fills it in. */
function stored(given: Fields, now: string): Fields {
    const schedule = z.looseObject({ start: z.string().nullish() }).nullish().parse(given.schedule);
    const isRecurring = isGiven(schedule) && "recurrences" in schedule;
    return {
        message: null,
        mute_first_recovery_notification: false,
        notify_end_types: [],
        notify_end_states: ["alert", "warn", "no data"],
        canceled: null,
        created: now,
        ...given,
        display_timezone: "UTC",
        modified: now,
        schedule: isRecurring
            ? schedule
            : { end: null, ...schedule, start: schedule?.start ?? now },
        status: "active",
    };
}
