import { z } from "zod";

import type { Account } from "../account";
import { ok } from "../http/exchange";
import { modelV2 } from "../http/models";
import type { Route } from "../http/routes";
import { tagsOf } from "./tags";

const items = z.array(
    z.looseObject({
        message: z.string(),
        ddtags: z.string().default(""),
        ddsource: z.string().optional(),
        hostname: z.string().optional(),
        service: z.string().default(""),
        status: z.string().optional(),
    }),
);

/** Log lines of whoever sends some, with the API key alone. */
export function logIntakeRoutes(account: Account): readonly Route[] {
    return [
        {
            method: "POST",
            path: "/api/v2/logs",
            keys: "api",
            request: modelV2("Array<HTTPLogItem>"),
            handle: ({ body }) => {
                const time = account.clock.nowSeconds();
                account.telemetry.store.add({
                    logs: items.parse(body).map((item) => ({
                        time,
                        message: item.message,
                        status: item.status === "error" ? "error" : "info",
                        service: item.service,
                        tags: {
                            ...tagsOf(item.ddtags === "" ? [] : item.ddtags.split(/\s*,\s*/)),
                            ...(item.ddsource !== undefined && { source: item.ddsource }),
                            ...(item.hostname !== undefined && { host: item.hostname }),
                        },
                    })),
                });
                return ok({}, 202);
            },
        },
    ];
}
