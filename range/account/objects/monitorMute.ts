/** Muting a monitor as a whole or in one scope: `silenced` of its options. */
import { z } from "zod";

import type { Account } from "../account";
import { type Fields, ok, refusal, type Reply } from "../http/exchange";
import { modelV1 } from "../http/models";
import type { Call, Route } from "../http/routes";

const asked = z.looseObject({ scope: z.string().optional(), end: z.number().nullish() });
const options = z.looseObject({
    silenced: z.record(z.string(), z.number().nullable()).nullish(),
});

type Silenced = Readonly<Record<string, number | null>>;

export function monitorMuteRoutes(
    account: Account,
    known: (call: Call) => Fields,
    told: (monitor: Fields) => Fields,
): readonly Route[] {
    const change = (call: Call, changed: (silenced: Silenced) => Silenced): Reply => {
        const monitor = known(call);
        const { silenced, ...others } = options.parse(monitor.options ?? {});
        const muted = {
            ...monitor,
            options: { ...others, silenced: changed(silenced ?? {}) },
            modified: account.now,
        };
        account.monitors.set(Number(monitor.id), muted);
        return ok(told(muted));
    };
    const input = ({ query, body }: Call): z.output<typeof asked> => {
        const end = query.get("end");
        const scope = query.get("scope");
        return asked.parse({
            ...(scope !== null && { scope }),
            ...(end !== null && { end: Number(end) }),
            ...body,
        });
    };
    const response = modelV1("Monitor");
    return [
        {
            method: "POST",
            path: "/api/v1/monitor/{id}/mute",
            response,
            handle: (call) => {
                const { scope = "*", end = null } = input(call);
                if (end !== null && end <= account.seconds) {
                    throw refusal(400, "End time must be in the future");
                }
                return change(call, (silenced) => ({ ...silenced, [scope]: end }));
            },
        },
        {
            method: "POST",
            path: "/api/v1/monitor/{id}/unmute",
            response,
            handle: (call) => {
                const { scope } = input(call);
                const isAll = call.query.get("all_scopes") === "true" || scope === undefined;
                return change(call, (silenced) =>
                    isAll
                        ? {}
                        : Object.fromEntries(
                              Object.entries(silenced).filter(([name]) => name !== scope),
                          ),
                );
            },
        },
    ];
}
