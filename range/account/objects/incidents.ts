/** Incidents that somebody has declared: an agent, as a rule. They are kept and nothing more. */
import { randomUUID } from "node:crypto";

import { z } from "zod";

import type { Account } from "../account";
import { type Fields, noContent, ok, refusal } from "../http/exchange";
import { modelV2 } from "../http/models";
import { numberIn } from "../http/parameters";
import type { Call, Route } from "../http/routes";
import { objectMatcher } from "../reading/objectSearch";

const field = z.looseObject({ type: z.string().optional(), value: z.unknown() });

const attributes = z.looseObject({
    title: z.string(),
    customer_impacted: z.boolean().optional(),
    fields: z.record(z.string(), field).default({}),
});

type Attributes = z.output<typeof attributes>;

const request = z.looseObject({ data: z.looseObject({ attributes: z.looseObject({}) }) });

export function incidentRoutes(account: Account): readonly Route[] {
    const known = ({ parameters: { id = "" } }: Call): Fields => {
        const found = [...account.incidents.values()].find(
            (one) => one.id === id || publicId(one) === id,
        );
        if (found === undefined) {
            throw refusal(404, `Incident ${id} not found`);
        }
        return found;
    };
    const save = (id: string, before: Fields, { body }: Call): Fields => {
        const given = request.parse(body).data.attributes;
        const kept = attributes.partial().parse(before);
        const merged = attributes.parse({
            ...before,
            ...given,
            fields: { ...kept.fields, ...attributes.partial().parse(given).fields },
        });
        const incident = { id, type: "incidents", attributes: told(merged, account) };
        account.incidents.set(id, incident);
        return incident;
    };
    const response = modelV2("IncidentResponse");
    const one = { path: "/api/v2/incidents/{id}", response } as const;
    return [
        {
            method: "POST",
            path: "/api/v2/incidents",
            request: modelV2("IncidentCreateRequest"),
            response,
            handle: (call) => {
                const own = {
                    public_id:
                        1 +
                        Math.max(0, ...[...account.incidents.values()].map(publicId).map(Number)),
                    created: account.now,
                    detected: account.now,
                };
                return ok({ data: save(randomUUID(), own, call) }, 201);
            },
        },
        { ...one, method: "GET", handle: (call) => ok({ data: known(call) }) },
        {
            ...one,
            method: "PATCH",
            request: modelV2("IncidentUpdateRequest"),
            handle: (call) => {
                const { id, attributes: before } = known(call);
                return ok({ data: save(String(id), before as Fields, call) });
            },
        },
        {
            path: one.path,
            method: "DELETE",
            handle: (call) => {
                account.incidents.delete(String(known(call).id));
                return noContent;
            },
        },
        ...listRoutes(account),
    ];
}

function listRoutes(account: Account): readonly Route[] {
    return [
        {
            method: "GET",
            path: "/api/v2/incidents",
            response: modelV2("IncidentsResponse"),
            handle: ({ query }) => {
                const size = numberIn(query, "page[size]", 10);
                const offset = numberIn(query, "page[offset]", 0);
                return ok({
                    data: [...account.incidents.values()].slice(offset, offset + size),
                    meta: { pagination: { offset, size, next_offset: offset + size } },
                });
            },
        },
        {
            method: "GET",
            path: "/api/v2/incidents/search",
            response: modelV2("IncidentSearchResponse"),
            handle: ({ query }) => {
                const matches = objectMatcher(query.get("query") ?? "");
                const found = [...account.incidents.values()].filter((incident) => {
                    const { title, fields } = attributes.parse(incident.attributes);
                    const named = Object.entries(fields).map(([key, { value }]) => {
                        return [key, typeof value === "string" ? value : JSON.stringify(value)];
                    });
                    return matches({
                        text: title,
                        fields: Object.fromEntries(named) as Record<string, string>,
                        lists: {},
                    });
                });
                return ok({
                    data: {
                        type: "incidents_search_results",
                        attributes: {
                            total: found.length,
                            facets: {},
                            incidents: found.map((data) => ({ data })),
                        },
                    },
                });
            },
        },
    ];
}

function publicId({ attributes: own }: Fields): string {
    return String((own as { readonly public_id: number }).public_id);
}

/** State and severity are fields, and said once more beside them. */
function told(given: Attributes, account: Account): Fields {
    const { fields, ...others } = given;
    const state = fields.state?.value ?? "active";
    const severity = fields.severity?.value ?? "UNKNOWN";
    const dropdown = (value: unknown): Fields => ({ type: "dropdown", value });
    return {
        customer_impacted: false,
        ...others,
        fields: { ...fields, state: dropdown(state), severity: dropdown(severity) },
        ...{ state, severity, modified: account.now },
        ...(state === "resolved" && { resolved: others.resolved ?? account.now }),
    };
}
