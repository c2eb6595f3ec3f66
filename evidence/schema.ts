import { z } from "zod";

import { failureReasons } from "./evidence";
import { formatVersion } from "./files";

/*
 * What each file of evidence has to look like. Fields that a later version adds are let through.
 */

const tags = z.record(z.string(), z.string());
const time = z.number().nonnegative();
const count = z.int().nonnegative();

const ascending = (times: readonly number[]): boolean =>
    times.every((one, index) => index === 0 || one > (times[index - 1] ?? 0));

const times = z.array(time).refine(ascending, { error: "times have to ascend" });

const sketchSchema = z
    .object({
        count: z.number().nonnegative(),
        sum: z.number(),
        min: z.number(),
        max: z.number(),
        bins: z.array(z.tuple([z.int(), z.number().positive()])),
    })
    .refine(
        ({ count: all, bins }) =>
            Math.abs(all - bins.reduce((sum, [, size]) => sum + size, 0)) < 1e-6,
        { error: "count is not the sum of the bins" },
    );

const seriesSchema = z
    .object({
        metric: z.string().min(1),
        tags,
        intervalSeconds: z.number().positive(),
        times,
        values: z.array(z.number()),
    })
    .refine(({ times: at, values }) => at.length === values.length, {
        error: "as many values as times are needed",
    });

const distributionSchema = z
    .object({
        metric: z.string().min(1),
        tags,
        intervalSeconds: z.number().positive(),
        times,
        sketches: z.array(sketchSchema),
    })
    .refine(({ times: at, sketches }) => at.length === sketches.length, {
        error: "as many sketches as times are needed",
    });

const eventSchema = z.object({ time, title: z.string(), text: z.string(), tags });

const logSchema = z.object({
    time,
    message: z.string(),
    status: z.enum(["info", "error"]),
    service: z.string(),
    tags,
});

/** By the name of the list in the evidence. */
export const lineSchemas = {
    series: seriesSchema,
    distributions: distributionSchema,
    fine: seriesSchema,
    events: eventSchema,
    uncollectedEvents: eventSchema,
    logs: logSchema,
} as const;

const rowSchema = z.object({
    method: z.string(),
    name: z.string(),
    requests: count,
    failures: count,
    responseTimes: sketchSchema,
    requestsPerSecond: z.number().nonnegative(),
    failuresPerSecond: z.number().nonnegative(),
    averageContentBytes: z.number().nonnegative(),
});

export const historySchema = z.object({
    time,
    users: count,
    method: z.string(),
    name: z.string(),
    requestsPerSecond: z.number().nonnegative(),
    failuresPerSecond: z.number().nonnegative(),
    percentiles: z.array(z.number()).length(11).optional(),
    requests: count,
    failures: count,
    medianMs: z.number(),
    meanMs: z.number(),
    minMs: z.number(),
    maxMs: z.number(),
    averageContentBytes: z.number(),
});

export const statisticsSchema = z.object({
    rows: z.array(rowSchema),
    total: rowSchema,
    failures: z.array(
        z.object({
            method: z.string(),
            name: z.string(),
            error: z.string(),
            reason: z.enum(failureReasons),
            occurrences: count,
        }),
    ),
    usersHit: count.optional(),
    moneyAtRiskDollars: z.number().nonnegative(),
    failedOrders: count,
});

export const manifestSchema = z.object({
    format: z.literal(formatVersion),
    origin: z.enum(["simulated", "measured"]),
    run: z
        .object({
            incident: z.string(),
            remediation: z.string(),
            fixAt: z.string().optional(),
            users: count,
            settings: z.record(z.string(), z.string()),
            seed: z.int().optional(),
            hostSpeed: z.string().optional(),
            nodeCpus: z.number().positive().optional(),
            from: time,
            until: time,
            loadStart: time,
            loadEnd: time,
        })
        .refine(({ from, until }) => from <= until, { error: "from is after until" })
        .refine(({ loadStart, loadEnd }) => loadStart <= loadEnd, {
            error: "loadStart is after loadEnd",
        }),
    /** How many lines each file has: what was cut off shows. */
    lines: z.record(z.string(), count).optional(),
});

export type Manifest = z.infer<typeof manifestSchema>;
