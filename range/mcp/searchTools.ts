/** Tools that search what happened: logs, events, monitors, incidents. */
import { z } from "zod";

import { query, times, tool, type Tool } from "./tool";

const limit = z.int().min(1).max(1000).default(50).describe("Most results of one answer");
const cursor = z.string().optional().describe("Where the answer before left off");

const sort = z
    .enum(["timestamp", "-timestamp"])
    .default("-timestamp")
    .describe("-timestamp: the newest first");

const answerPages = z.looseObject({
    data: z.array(z.looseObject({ attributes: z.looseObject({}) })),
    meta: z.looseObject({ page: z.looseObject({ after: z.string() }).optional() }),
});

/** Results without their frames: what a model reads is paid for by the word. */
function results(answer: unknown): unknown {
    const { data, meta } = answerPages.parse(answer);
    return {
        results: data.map(({ attributes }) => attributes),
        ...(meta.page !== undefined && { next_cursor: meta.page.after }),
    };
}

function recordSearch(name: string, path: string, description: string): Tool {
    return tool({
        ...{ name, description },
        parameters: { query, ...times, sort, limit, cursor },
        call: async (api, { query: search, from, to, sort: order, limit: size, cursor: after }) =>
            results(
                await api.post(path, {
                    filter: { query: search, from, to },
                    sort: order,
                    page: { limit: size, cursor: after },
                }),
            ),
    });
}

export const searchTools: readonly Tool[] = [
    recordSearch(
        "search_datadog_logs",
        "/api/v2/logs/events/search",
        "Searches log lines, as the account's pipelines have processed them, and returns them.",
    ),
    recordSearch(
        "search_datadog_events",
        "/api/v2/events/search",
        "Searches events: transitions of monitors (source:alert), what Kubernetes reports " +
            "(source:kubernetes event_reason:BackOff) and what somebody has sent.",
    ),
    tool({
        name: "search_datadog_monitors",
        description:
            "Searches monitors with their states, queries and tags, like status:alert or " +
            'tag:"team:sre" cpu.',
        parameters: { query: query.default(""), limit },
        call: (api, { query: search, limit: size }) =>
            api.get("/api/v1/monitor/search", { query: search, per_page: size }),
    }),
    tool({
        name: "search_datadog_incidents",
        description:
            "Searches declared incidents by their fields, like state:active severity:SEV-2.",
        parameters: { query: query.default("") },
        call: (api, { query: search }) => api.get("/api/v2/incidents/search", { query: search }),
    }),
    tool({
        name: "get_datadog_incident",
        description: "A declared incident as a whole.",
        parameters: { incident_id: z.string().describe("Its id or its public number") },
        call: (api, { incident_id: id }) => api.get(`/api/v2/incidents/${encodeURIComponent(id)}`),
    }),
];
