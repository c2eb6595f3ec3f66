import { z } from "zod";

import { parseSearch } from "../../../datadog/query/parse";
import type { Account } from "../account";
import { type Fields, ok, refusal } from "../http/exchange";
import { modelV2 } from "../http/models";
import type { Call, Route } from "../http/routes";

const compute = z.looseObject({
    aggregation_type: z.enum(["count", "distribution"]),
    path: z.string().optional(),
    include_percentiles: z.boolean().optional(),
});

const attributes = z.looseObject({
    compute,
    filter: z.looseObject({ query: z.string().default("*") }).default({ query: "*" }),
    group_by: z
        .array(z.looseObject({ path: z.string(), tag_name: z.string().optional() }))
        .default([]),
});

type Attributes = z.infer<typeof attributes>;

const created = z.looseObject({ data: z.looseObject({ id: z.string(), attributes }) });
const changed = z.looseObject({
    data: z.looseObject({
        attributes: z.looseObject({
            compute: z.looseObject({ include_percentiles: z.boolean().optional() }).optional(),
        }),
    }),
});

export function logsMetricRoutes(account: Account): readonly Route[] {
    const known = ({ parameters: { id = "" } }: Call): Fields => {
        const found = account.logsMetrics.get(id);
        if (found === undefined) {
            throw refusal(404, `not_found(Metric with name '${id}' not found)`);
        }
        return found;
    };
    const save = (id: string, given: Attributes): Fields => {
        checkMetric(given);
        const metric = { id, type: "logs_metrics", attributes: given };
        account.logsMetrics.set(id, metric);
        return metric;
    };
    const response = modelV2("LogsMetricResponse");
    const one = { path: "/api/v2/logs/config/metrics/{id}", response } as const;
    return [
        {
            method: "POST",
            path: "/api/v2/logs/config/metrics",
            request: modelV2("LogsMetricCreateRequest"),
            response,
            handle: ({ body }) => {
                const { id, attributes: given } = created.parse(body).data;
                if (account.logsMetrics.has(id)) {
                    throw refusal(409, `Metric with name '${id}' already exists`);
                }
                return ok({ data: save(id, given) });
            },
        },
        {
            method: "GET",
            path: "/api/v2/logs/config/metrics",
            response: modelV2("LogsMetricsResponse"),
            handle: () => ok({ data: [...account.logsMetrics.values()] }),
        },
        { ...one, method: "GET", handle: (call) => ok({ data: known(call) }) },
        {
            ...one,
            method: "PATCH",
            request: modelV2("LogsMetricUpdateRequest"),
            handle: (call) => {
                const metric = known(call);
                const before = attributes.parse(metric.attributes);
                const given = changed.parse(call.body).data.attributes;
                // Of the computation only the percentiles can change.
                const merged = { ...before.compute, ...given.compute };
                const after = attributes.parse({ ...before, ...given, compute: merged });
                return ok({ data: save(String(metric.id), after) });
            },
        },
        {
            path: one.path,
            method: "DELETE",
            handle: (call) => {
                account.logsMetrics.delete(String(known(call).id));
                return ok({});
            },
        },
    ];
}

function checkMetric({ compute: { aggregation_type: type, path }, filter }: Attributes): void {
    if ((type === "distribution") !== (path !== undefined)) {
        throw refusal(400, "A distribution has a path, and a count has none");
    }
    try {
        parseSearch(filter.query);
    } catch (error) {
        throw refusal(400, `Invalid filter query: ${String(error)}`);
    }
}
