import { z } from "zod";

import type { Series } from "../../../evidence/evidence";
import type { Account } from "../account";
import { ok, type Reply } from "../http/exchange";
import { modelV1, modelV2 } from "../http/models";
import type { Route } from "../http/routes";
import { withHost } from "./tags";

const common = {
    metric: z.string(),
    tags: z.array(z.string()).nullish(),
    interval: z.number().nullish(),
};

const v1 = z.looseObject({
    series: z.array(
        z.looseObject({
            ...common,
            host: z.string().nullish(),
            type: z.string().default("gauge"),
            points: z.array(z.tuple([z.number(), z.number()])),
        }),
    ),
});

const kinds = ["gauge", "count", "rate", "gauge"] as const;

const v2 = z.looseObject({
    series: z.array(
        z.looseObject({
            ...common,
            type: z.int().min(0).max(3).default(0),
            resources: z.array(z.looseObject({ name: z.string(), type: z.string() })).default([]),
            points: z.array(z.looseObject({ timestamp: z.number(), value: z.number() })),
        }),
    ),
});

/** Seconds between points of a sender that does not say. */
const usualInterval = 10;

interface Sent extends Omit<Series, "intervalSeconds"> {
    readonly interval: number | null | undefined;
    readonly kind: string;
}

/** Gauges, counts and rates of whoever sends some, with the API key alone. */
export function seriesRoutes(account: Account): readonly Route[] {
    const toWorld = (time: number): number => account.clock.toWorld(time);
    const take = (series: readonly Sent[]): void => {
        account.sentSeries.admit(series);
        series.forEach(({ metric, kind }) => {
            account.knownMetrics.add(metric);
            account.metricTypes.set(metric, kind);
        });
        account.telemetry.store.add({
            series: series.map(({ metric, tags, times, values, interval }) => ({
                ...{
                    metric,
                    tags,
                    intervalSeconds: (interval ?? usualInterval) * account.clock.speed,
                },
                values: values.filter((_, at) => account.takes(times[at] ?? 0)),
                times: times.filter((time) => account.takes(time)).map(toWorld),
            })),
        });
    };
    const accepted = (body: unknown): Reply => ok(body, 202);
    return [
        {
            method: "POST",
            path: "/api/v1/series",
            keys: "api",
            request: modelV1("MetricsPayload"),
            response: modelV1("IntakePayloadAccepted"),
            handle: ({ body }) => {
                take(
                    v1.parse(body).series.map(({ points, type, tags, host, ...one }) => ({
                        ...{ metric: one.metric, interval: one.interval, kind: type },
                        tags: withHost(tags ?? [], host ?? undefined),
                        times: points.map(([time]) => time),
                        values: points.map(([, value]) => value),
                    })),
                );
                return accepted({ status: "ok" });
            },
        },
        {
            method: "POST",
            path: "/api/v2/series",
            keys: "api",
            request: modelV2("MetricPayload"),
            response: modelV2("IntakePayloadAccepted"),
            handle: ({ body }) => {
                take(
                    v2.parse(body).series.map(({ points, type, tags, resources, ...one }) => ({
                        ...{ metric: one.metric, interval: one.interval },
                        kind: kinds[type] ?? "gauge",
                        tags: withHost(
                            tags ?? [],
                            resources.find((resource) => resource.type === "host")?.name,
                        ),
                        times: points.map(({ timestamp }) => timestamp),
                        values: points.map(({ value }) => value),
                    })),
                );
                return accepted({ errors: [] });
            },
        },
    ];
}
