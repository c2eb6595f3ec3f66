import { z } from "zod";

import type { Account } from "../account";
import { type Fields, noContent, ok, refusal } from "../http/exchange";
import { modelV2 } from "../http/models";
import type { Call, Route } from "../http/routes";

const attributes = z.looseObject({
    metric_type: z.enum(["gauge", "count", "rate", "distribution"]).optional(),
    include_percentiles: z.boolean().optional(),
    tags: z.array(z.string()).optional(),
});

const request = z.looseObject({ data: z.looseObject({ id: z.string(), attributes }) });

/** Which tags of a metric can be queried, and whether it has percentiles. */
export function tagConfigurationRoutes(account: Account): readonly Route[] {
    const known = ({ parameters: { name = "" } }: Call): Fields => {
        const found = account.tagConfigurations.get(name);
        if (found === undefined) {
            throw refusal(404, `${name} not found`);
        }
        return found;
    };
    const save = ({ parameters: { name = "" }, body }: Call, before: Fields): Fields => {
        const { id, attributes: given } = request.parse(body).data;
        const merged = attributes.parse({ ...before, ...given });
        if (id !== name) {
            throw refusal(400, `The id ${id} is not the metric ${name} of the path`);
        }
        if (merged.include_percentiles === true && merged.metric_type !== "distribution") {
            throw refusal(400, "include_percentiles is for distributions only");
        }
        const { now } = account;
        const full = { exclude_tags_mode: false, created_at: now, ...merged, modified_at: now };
        const configuration = { type: "manage_tags", id, attributes: full };
        account.tagConfigurations.set(name, configuration);
        return configuration;
    };
    const response = modelV2("MetricTagConfigurationResponse");
    const one = { path: "/api/v2/metrics/{name}/tags", response } as const;
    return [
        {
            ...one,
            method: "POST",
            request: modelV2("MetricTagConfigurationCreateRequest"),
            handle: (call) => {
                const { name = "" } = call.parameters;
                if (!isKnown(account, name)) {
                    throw refusal(400, "Cannot configure tags on a metric that does not exist.");
                }
                if (account.tagConfigurations.has(name)) {
                    throw refusal(409, "A tag configuration already exists for this metric");
                }
                return ok({ data: save(call, {}) }, 201);
            },
        },
        { ...one, method: "GET", handle: (call) => ok({ data: known(call) }) },
        {
            ...one,
            method: "PATCH",
            request: modelV2("MetricTagConfigurationUpdateRequest"),
            handle: (call) => ok({ data: save(call, attributes.parse(known(call).attributes)) }),
        },
        {
            path: one.path,
            method: "DELETE",
            handle: (call) => {
                account.tagConfigurations.delete(String(known(call).id));
                return noContent;
            },
        },
    ];
}

function isKnown({ knownMetrics, telemetry }: Account, name: string): boolean {
    return (
        knownMetrics.has(name) ||
        telemetry.seriesSince(-Infinity).some(({ metric }) => metric === name)
    );
}
