/** Events of monitors and of clients, as plain data: a range that is taken up again has them. */
import { z } from "zod";

import type { Account } from "../account";

const attribute = z.union([z.string(), z.number()]);
const texts = z.record(z.string(), z.string());

export const keptEvent = z.object({
    /** By the clients' clock, which goes on over a restart. */
    ...{ time: z.number(), title: z.string(), text: z.string(), tags: texts },
    details: z.object({
        alertType: z.enum(["error", "warning", "info", "success"]),
        priority: z.enum(["normal", "low"]),
        aggregationKey: z.string().optional(),
        tagList: z.array(z.string()),
        monitor: z.record(z.string(), z.unknown()).optional(),
        attributes: z.record(z.string(), attribute),
    }),
});

export type KeptEvent = z.output<typeof keptEvent>;

export function keptEvents({ telemetry, clock }: Account): KeptEvent[] {
    return telemetry.ownEvents
        .between(-Infinity, Infinity)
        .map(({ time, title, text, tags, details, attributes }) => ({
            ...{ time: clock.toWall(time), title, text, tags },
            details: { ...details, tagList: [...details.tagList], attributes },
        }));
}

export function restoreEvents({ telemetry, clock }: Account, events: readonly KeptEvent[]): void {
    for (const { time, title, text, tags, details } of events) {
        telemetry.addEvent({ time: clock.toWorld(time), title, text, tags }, details);
    }
}
