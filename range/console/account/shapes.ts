/** What the console reads of Datadog's answers; fields that it does not need may be anything. */
import { z } from "zod";

export const monitorStates = ["Alert", "Warn", "No Data", "OK"] as const;

const state = z.enum(monitorStates).catch("No Data");

const group = z.looseObject({
    name: z.string().nullish(),
    status: state,
    last_triggered_ts: z.number().nullish(),
});

export const monitorList = z.array(
    z.looseObject({
        id: z.number(),
        name: z.string().catch(""),
        type: z.string(),
        query: z.string(),
        message: z.string().catch(""),
        priority: z.number().nullish().catch(undefined),
        tags: z.array(z.string()).catch([]),
        overall_state: state,
        state: z
            .looseObject({ groups: z.record(z.string(), group).nullish() })
            .nullish()
            .catch(undefined),
    }),
);

export const dashboardList = z.looseObject({
    dashboards: z
        .array(
            z.looseObject({
                id: z.string(),
                title: z.string(),
                modified_at: z.string().catch(""),
            }),
        )
        .catch([]),
});

export const eventList = z.looseObject({
    data: z
        .array(
            z.looseObject({
                id: z.string(),
                attributes: z.looseObject({
                    timestamp: z.string(),
                    message: z.string().catch(""),
                    tags: z.array(z.string()).catch([]),
                    attributes: z
                        .looseObject({
                            title: z.string().nullish(),
                            status: z.string().nullish(),
                            monitor: z
                                .looseObject({
                                    name: z.string().nullish(),
                                    transition: z.looseObject({}).nullish(),
                                })
                                .nullish(),
                        })
                        .catch({}),
                }),
            }),
        )
        .catch([]),
});

export const seriesList = z.looseObject({
    series: z
        .array(
            z.looseObject({
                pointlist: z.array(z.tuple([z.number().nullable(), z.number().nullable()])),
            }),
        )
        .catch([]),
});
