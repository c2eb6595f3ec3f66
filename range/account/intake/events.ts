import { z } from "zod";

import type { Account } from "../account";
import { ok } from "../http/exchange";
import { modelV1 } from "../http/models";
import type { Route } from "../http/routes";
import { statusOfType } from "../telemetry/indexedEvent";
import { tagsOf } from "./tags";

const sent = z.looseObject({
    title: z.string(),
    text: z.string(),
    tags: z.array(z.string()).nullish(),
    date_happened: z.number().optional(),
    priority: z.enum(["normal", "low"]).nullish(),
    alert_type: z.enum(["error", "warning", "info", "success"]).catch("info").default("info"),
    source_type_name: z.string().optional(),
    aggregation_key: z.string().optional(),
    host: z.string().optional(),
});

/** Events are sent with the API key alone, and accepted before they are stored. */
export function eventRoutes(account: Account): readonly Route[] {
    return [
        {
            method: "POST",
            path: "/api/v1/events",
            keys: "api",
            request: modelV1("EventCreateRequest"),
            response: modelV1("EventCreateResponse"),
            handle: ({ body }) => {
                const event = sent.parse(body);
                const seconds = Math.floor(account.seconds);
                const { title, text, date_happened: time = seconds, alert_type: type } = event;
                const source = event.source_type_name?.toLowerCase();
                const tags = {
                    ...tagsOf(event.tags ?? []),
                    status: statusOfType[type] ?? "info",
                    ...(source !== undefined && { source }),
                    ...(event.host !== undefined && { host: event.host }),
                };
                const { number: id } = account.telemetry.addEvent(
                    { time: account.clock.toWorld(time), title, text, tags },
                    {
                        alertType: type,
                        priority: event.priority ?? "normal",
                        aggregationKey: event.aggregation_key,
                        tagList: event.tags ?? [],
                    },
                );
                const answer = { date_happened: time, priority: "normal", ...body, id };
                return ok({ status: "ok", event: { ...answer, id_str: String(id) } }, 202);
            },
        },
    ];
}
