import { z } from "zod";

const threshold = z.number().nullish();

/** What the rules look at; anything else is kept as it comes. */
export const monitorBody = z.looseObject({
    type: z.string(),
    query: z.string(),
    message: z.string().default(""),
    priority: z.int().min(1).max(5).nullish(),
    options: z
        .looseObject({
            thresholds: z
                .looseObject({
                    critical: threshold,
                    warning: threshold,
                    critical_recovery: threshold,
                    warning_recovery: threshold,
                })
                .nullish(),
            notify_no_data: z.boolean().nullish(),
            on_missing_data: z.string().nullish(),
        })
        .default({}),
});

export type MonitorBody = z.infer<typeof monitorBody>;
