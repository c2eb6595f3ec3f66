import type { Account } from "../account";
import { ok } from "../http/exchange";
import { modelV1 } from "../http/models";
import type { Route } from "../http/routes";

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
                const id = account.nextNumber();
                const seconds = Math.floor(account.seconds);
                const event = { date_happened: seconds, priority: "normal", ...body, id };
                account.events.push(event);
                return ok({ status: "ok", event: { ...event, id_str: String(id) } }, 202);
            },
        },
    ];
}
