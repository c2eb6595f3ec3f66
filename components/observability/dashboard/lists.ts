import type { SizedWidget } from "./widget";

const columns = (...fields: readonly string[]): readonly object[] =>
    fields.map((field) => ({ field, width: "auto" }));

const listHeight = 4;

function stream(title: string, request: object, width: number): SizedWidget {
    return {
        width,
        height: listHeight,
        definition: {
            type: "list_stream",
            title,
            title_size: "16",
            title_align: "left",
            requests: [{ response_format: "event_list", ...request }],
        },
    };
}

/** The log lines of a search, newest first. */
export function logStream(title: string, search: string, width = 6): SizedWidget {
    return stream(
        title,
        {
            columns: columns("status_line", "timestamp", "service", "content"),
            query: {
                data_source: "logs_stream",
                query_string: search,
                indexes: [],
                storage: "hot",
                sort: { column: "timestamp", order: "desc" },
            },
        },
        width,
    );
}

/** What the log lines of a search have in common, the most frequent first. */
export function logPatterns(title: string, search: string, width = 12): SizedWidget {
    return stream(
        title,
        {
            columns: columns("status_line", "matches", "volume", "message"),
            query: {
                data_source: "logs_pattern_stream",
                query_string: search,
                indexes: [],
                clustering_pattern_field_path: "message",
                group_by: [{ facet: "service" }],
            },
        },
        width,
    );
}

/** The events of a search, each shown whole: Datadog's own pages give such lists no columns. */
export function eventStream(title: string, search: string, width = 6): SizedWidget {
    return stream(
        title,
        {
            columns: [],
            query: { data_source: "event_stream", query_string: search, event_size: "s" },
        },
        width,
    );
}

/** The states of all monitors of a search, the alerts first. */
export function monitorSummary(title: string, search: string, width = 6): SizedWidget {
    return {
        width,
        height: listHeight,
        definition: {
            type: "manage_status",
            title,
            title_size: "16",
            title_align: "left",
            query: search,
            summary_type: "monitors",
            display_format: "countsAndList",
            color_preference: "text",
            hide_zero_counts: true,
            show_last_triggered: true,
            show_priority: true,
            sort: "status,asc",
        },
    };
}

/** The SLOs of a search. */
export function sloList(title: string, search: string, width = 6): SizedWidget {
    return {
        width,
        height: listHeight,
        definition: {
            type: "slo_list",
            title,
            title_size: "16",
            title_align: "left",
            requests: [
                {
                    request_type: "slo_list",
                    query: {
                        query_string: search,
                        limit: 10,
                        sort: [{ column: "status.sli", order: "asc" }],
                    },
                },
            ],
        },
    };
}
