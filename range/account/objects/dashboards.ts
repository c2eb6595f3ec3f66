import { z } from "zod";

import { parseMetricExpression, parseSearch } from "../../../datadog/query/parse";
import type { Account } from "../account";
import { type Fields, ok, refusal } from "../http/exchange";
import { modelV1 } from "../http/models";
import { numberIn } from "../http/parameters";
import { author } from "./author";
import type { Call, Route } from "../http/routes";

const dashboard = modelV1("Dashboard");

export function dashboardRoutes(account: Account): readonly Route[] {
    const known = ({ parameters: { id = "" } }: Call): Fields => {
        const found = account.dashboards.get(id);
        if (found === undefined) {
            throw refusal(404, `Dashboard with ID ${id} not found`);
        }
        return found;
    };
    const one = { path: "/api/v1/dashboard/{id}", response: dashboard } as const;
    return [
        {
            method: "POST",
            path: "/api/v1/dashboard",
            request: dashboard,
            response: dashboard,
            handle: ({ body }) => {
                checkDashboard(body);
                const id = dashboardId(account.nextNumber());
                const created = stored(account, body, { id, created_at: account.now });
                account.dashboards.set(id, created);
                return ok(created);
            },
        },
        {
            method: "GET",
            path: "/api/v1/dashboard",
            response: modelV1("DashboardSummary"),
            handle: ({ query }) => {
                const start = numberIn(query, "start", 0);
                const all = [...account.dashboards.values()];
                const page = all.slice(start, start + numberIn(query, "count", 100));
                return ok({ dashboards: page.map(summary), total: all.length });
            },
        },
        {
            method: "GET",
            path: "/api/v1/dashboard/lists/manual",
            response: modelV1("DashboardListListResponse"),
            handle: () => ok({ dashboard_lists: [] }),
        },
        { ...one, method: "GET", handle: (call) => ok(known(call)) },
        {
            ...one,
            method: "PUT",
            request: dashboard,
            handle: (call) => {
                const { id, created_at } = known(call);
                checkDashboard(call.body);
                const updated = stored(account, call.body, { id, created_at });
                account.dashboards.set(String(id), updated);
                return ok(updated);
            },
        },
        {
            ...one,
            response: modelV1("DashboardDeleteResponse"),
            method: "DELETE",
            handle: (call) => {
                const { id } = known(call);
                account.dashboards.delete(String(id));
                return ok({ deleted_dashboard_id: id });
            },
        },
    ];
}

function summary(stored: Fields): Fields {
    const { id, title, description, layout_type, url, author_handle, ...others } = stored;
    const { created_at, modified_at } = others;
    const named = { id, title, description, layout_type, url, author_handle };
    return { ...named, created_at, modified_at, is_read_only: false };
}

/** Like `abc-def-ghi`, as the API makes them. */
function dashboardId(number: number): string {
    const digits = String(number).padStart(9, "0");
    return digits.replace(/(\d{3})(\d{3})(\d{3})/, "$1-$2-$3");
}

function stored(account: Account, body: Fields, own: Fields): Fields {
    const id = String(own.id);
    return {
        template_variables: [],
        template_variable_presets: [],
        notify_list: [],
        tags: [],
        description: null,
        ...body,
        widgets: numbered(body.widgets, account),
        id,
        url: `/dashboard/${id}/range`,
        author_handle: author.handle,
        author_name: author.name,
        created_at: own.created_at,
        modified_at: account.now,
    };
}

const widgets = z.array(
    z.looseObject({
        id: z.number().optional(),
        definition: z.looseObject({ widgets: z.unknown().optional() }),
    }),
);

/** Every widget gets a number, also those in groups. */
function numbered(list: unknown, account: Account): unknown {
    return widgets.parse(list).map((widget) => {
        const { definition } = widget;
        const inner = definition.widgets;
        return {
            ...widget,
            id: widget.id ?? account.nextNumber(),
            definition:
                inner === undefined
                    ? definition
                    : { ...definition, widgets: numbered(inner, account) },
        };
    });
}

/** Tags may only name teams, and queries must be readable with any value of the variables. */
function checkDashboard(body: Fields): void {
    const tags = z.array(z.string()).nullish().parse(body.tags) ?? [];
    const others = tags.filter((tag) => !tag.startsWith("team:"));
    if (others.length > 0 || tags.length > 5) {
        throw refusal(400, `Dashboard tags: up to 5 of the form team:<name>, not ${tags.join()}`);
    }
    for (const { kind, text } of queriesIn(body.widgets)) {
        const concrete = text
            .replace(/:\$\w+\.value/g, ":any")
            .replace(/\$\w+(?!\.value)\b/g, "variable:any");
        try {
            if (kind === "metric") {
                parseMetricExpression(concrete);
            } else {
                parseSearch(concrete);
            }
        } catch (error) {
            throw refusal(400, `Invalid query in a widget: ${text}: ${String(error)}`);
        }
    }
}

/** Metric queries (`q`, or `query` of data source metrics) and log searches, at any depth. */
function queriesIn(value: unknown): readonly { kind: "metric" | "search"; text: string }[] {
    if (typeof value !== "object" || value === null) {
        return [];
    }
    // Overlays search events, in a `q` of their own kind.
    const fields = Object.fromEntries(Object.entries(value).filter(([key]) => key !== "events"));
    const { q, query, data_source: source, type, query_string: search } = fields;
    const own = [
        ...(typeof q === "string" ? [{ kind: "metric", text: q } as const] : []),
        ...(typeof query === "string" && source === "metrics"
            ? [{ kind: "metric", text: query } as const]
            : []),
        ...(typeof query === "string" && type === "log_stream"
            ? [{ kind: "search", text: query } as const]
            : []),
        ...(typeof search === "string" && source === "logs_stream"
            ? [{ kind: "search", text: search } as const]
            : []),
    ];
    return [...own, ...Object.values(fields).flatMap(queriesIn)];
}
