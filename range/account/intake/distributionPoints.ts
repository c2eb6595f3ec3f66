import { z } from "zod";

import type { Account } from "../account";
import { ok } from "../http/exchange";
import { modelV1 } from "../http/models";
import type { Route } from "../http/routes";
import { withHost } from "./tags";

const payload = z.looseObject({
    series: z.array(
        z.looseObject({
            metric: z.string(),
            host: z.string().optional(),
            tags: z.array(z.string()).default([]),
            points: z.array(z.tuple([z.number(), z.array(z.number())])).default([]),
        }),
    ),
});

/** Values of distributions, sent with the API key alone: they make a metric known. */
export function distributionPointRoutes(account: Account): readonly Route[] {
    return [
        {
            method: "POST",
            path: "/api/v1/distribution_points",
            keys: "api",
            request: modelV1("DistributionPointsPayload"),
            response: modelV1("IntakePayloadAccepted"),
            handle: ({ body }) => {
                const series = payload.parse(body).series.map(({ tags, host, ...one }) => ({
                    ...{ metric: one.metric, points: one.points },
                    tags: withHost(tags, host),
                }));
                account.sentSeries.admit(series);
                series.forEach(({ metric }) => {
                    account.knownMetrics.add(metric);
                });
                account.telemetry.addPoints(
                    series.flatMap(({ metric, tags, points }) =>
                        points
                            .filter(([time]) => account.takes(time))
                            .flatMap(([sentFor, values]) =>
                                values.map((value) => {
                                    const time = account.clock.toWorld(sentFor);
                                    const kind = "distribution";
                                    return { metric, kind, tags, time, value };
                                }),
                            ),
                    ),
                );
                return ok({ status: "ok" }, 202);
            },
        },
    ];
}
