/** Tools for what there is: hosts, services, dashboards. */
import { z } from "zod";

import { query, times, tool, type Tool } from "./tool";

const buckets = z.looseObject({
    data: z.looseObject({
        buckets: z.array(
            z.looseObject({
                by: z.looseObject({ service: z.string() }),
                computes: z.looseObject({ c0: z.number() }),
            }),
        ),
    }),
});

export const inventoryTools: readonly Tool[] = [
    tool({
        name: "search_datadog_hosts",
        description: "Hosts that report, with their tags; by a part of the name or a tag.",
        parameters: { filter: z.string().default("") },
        call: (api, { filter }) => api.get("/api/v1/hosts", { filter }),
    }),
    tool({
        name: "search_datadog_services",
        description:
            "Services that have written log lines in the time, with the number of lines. The " +
            "account has no software catalogue.",
        parameters: { query, ...times },
        call: async (api, { query: search, from, to }) => {
            const answer = await api.post("/api/v2/logs/analytics/aggregate", {
                filter: { query: search, from, to },
                compute: [{ aggregation: "count" }],
                group_by: [{ facet: "service", limit: 100 }],
            });
            return buckets.parse(answer).data.buckets.map(({ by, computes }) => ({
                service: by.service,
                log_lines: computes.c0,
            }));
        },
    }),
    tool({
        name: "search_datadog_dashboards",
        description: "Dashboards by a part of their title.",
        parameters: { query: z.string().default("") },
        call: async (api, { query: part }) => {
            const answer = await api.get("/api/v1/dashboard");
            const { dashboards } = z
                .looseObject({ dashboards: z.array(z.looseObject({ title: z.string() })) })
                .parse(answer);
            const wanted = part.toLowerCase();
            return dashboards.filter(({ title }) => title.toLowerCase().includes(wanted));
        },
    }),
    tool({
        name: "get_datadog_dashboard",
        description: "A dashboard with its widgets and their queries.",
        parameters: { dashboard_id: z.string() },
        call: (api, { dashboard_id: id }) => api.get(`/api/v1/dashboard/${encodeURIComponent(id)}`),
    }),
];
