import { z } from "zod";

import { missingDataOptions } from "./definition";

/*
 * Monitors and SLOs as Datadog's API returns them (GET /api/v1/monitor and /api/v1/slo). Fields
 * that no evaluation depends on are ignored, whatever they are.
 */

/** Numbers may be text, as Terraform and Pulumi have them. */
const number = z
    .union([
        z.number(),
        z
            .string()
            .trim()
            .regex(/^(?:[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)?$/i, "is no number")
            .transform((text) => (text === "" ? undefined : Number(text))),
    ])
    .nullish();

export const exportedMonitor = z.looseObject({
    id: z.union([z.number(), z.string()]).nullish(),
    name: z.string().nullish(),
    type: z.string(),
    query: z.string(),
    tags: z.array(z.string()).nullish(),
    options: z
        .looseObject({
            thresholds: z
                .looseObject({
                    critical: number,
                    warning: number,
                    critical_recovery: number,
                    warning_recovery: number,
                })
                .nullish(),
            require_full_window: z.boolean().nullish(),
            on_missing_data: z.enum(missingDataOptions).nullish(),
            notify_no_data: z.boolean().nullish(),
            no_data_timeframe: number,
            new_group_delay: number,
            new_host_delay: number,
            timeout_h: number,
            group_retention_duration: z.string().nullish(),
            evaluation_delay: number,
        })
        .nullish(),
});

export const exportedSlo = z.looseObject({
    id: z.string(),
    name: z.string(),
    type: z.literal("time_slice", {
        error: "only SLOs of type time_slice are supported",
    }),
    thresholds: z.array(z.looseObject({ timeframe: z.string(), target: z.number() })).min(1),
    sli_specification: z.looseObject({
        time_slice: z.looseObject({
            comparator: z.enum(["<", "<=", ">", ">="]),
            threshold: z.number(),
            query_interval_seconds: z.number().nullish(),
            query: z.looseObject({
                formulas: z.array(z.looseObject({ formula: z.string() })).length(1),
                queries: z.array(z.looseObject({ name: z.string(), query: z.string() })).min(1),
            }),
        }),
    }),
});

export const exportFile = z.looseObject({
    monitors: z.array(z.unknown()),
    slos: z.array(z.looseObject({ id: z.string(), type: z.string() })).default([]),
});

export type Exported = z.output<typeof exportedMonitor>;
export type ExportedSlo = z.output<typeof exportedSlo>;
