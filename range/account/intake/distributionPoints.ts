import { z } from "zod";

import type { Account } from "../account";
import { ok } from "../http/exchange";
import { modelV1 } from "../http/models";
import type { Route } from "../http/routes";

const payload = z.looseObject({ series: z.array(z.looseObject({ metric: z.string() })) });

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
                payload.parse(body).series.forEach(({ metric }) => {
                    account.knownMetrics.add(metric);
                });
                return ok({ status: "ok" }, 202);
            },
        },
    ];
}
