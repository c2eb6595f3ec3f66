/** Objectives: lists and searches. */
import { z } from "zod";

import type { Account } from "../account";
import { type Fields, ok, type Reply } from "../http/exchange";
import { modelV1 } from "../http/models";
import { listIn, numberIn } from "../http/parameters";
import type { Call, Route } from "../http/routes";
import { tagsOf } from "../intake/tags";
import { countsOf, objectMatcher } from "../reading/objectSearch";
import { monitorsWithSlo } from "./references";
import { historyReply, type SloSources } from "./sloHistory";

export function sloReadingRoutes(
    sources: SloSources,
    known: (call: Call) => Fields,
): readonly Route[] {
    const { account } = sources;
    return [
        {
            method: "GET",
            path: "/api/v1/slo",
            response: modelV1("SLOListResponse"),
            handle: (call) => listReply(account, call),
        },
        {
            method: "GET",
            path: "/api/v1/slo/search",
            response: modelV1("SearchSLOResponse"),
            handle: (call) => searchReply(account, call),
        },
        {
            method: "GET",
            path: "/api/v1/slo/can_delete",
            response: modelV1("CheckCanDeleteSLOResponse"),
            handle: ({ query }) => {
                const ids = listIn(query, "ids");
                const used = ids.filter((id) => monitorsWithSlo(account, id).length > 0);
                const errors = used.map((id) => [
                    id,
                    `SLO ${id} is referenced in monitors ${monitorsWithSlo(account, id).join(", ")}`,
                ]);
                return ok({
                    data: { ok: ids.filter((id) => !used.includes(id)) },
                    errors: Object.fromEntries(errors) as Fields,
                });
            },
        },
        {
            method: "GET",
            path: "/api/v1/slo/{id}/history",
            response: modelV1("SLOHistoryResponse"),
            handle: (call) => historyReply(sources, known(call), call),
        },
        {
            method: "GET",
            path: "/api/v1/slo/{id}/corrections",
            response: modelV1("SLOCorrectionListResponse"),
            handle: (call) => {
                known(call);
                return ok({ data: [], meta: { page: { total_count: 0 } } });
            },
        },
    ];
}

const tagsIn = ({ tags }: Fields): readonly string[] => z.array(z.string()).catch([]).parse(tags);

function listReply({ slos }: Account, { query }: Call): Reply {
    const ids = listIn(query, "ids");
    const words = (query.get("query") ?? "").toLowerCase();
    const tags = listIn(query, "tags_query");
    const found = [...slos.values()].filter(
        (slo) =>
            (ids.length === 0 || ids.includes(String(slo.id))) &&
            String(slo.name).toLowerCase().includes(words) &&
            tags.every((tag) => tagsIn(slo).includes(tag)),
    );
    const offset = numberIn(query, "offset", 0);
    return ok({
        data: found.slice(offset, offset + numberIn(query, "limit", 1000)),
        errors: [],
        metadata: { page: { total_count: slos.size, total_filtered_count: found.length } },
    });
}

function searchReply(account: Account, { query }: Call): Reply {
    const matches = objectMatcher(query.get("query") ?? "");
    const found = [...account.slos.values()].filter((slo) => {
        const tags = tagsIn(slo);
        return matches({
            text: [slo.name, slo.description].filter((one) => typeof one === "string").join("\n"),
            fields: { ...tagsOf(tags), type: String(slo.type) },
            lists: { tag: tags },
        });
    });
    const size = numberIn(query, "page[size]", 10);
    const number = numberIn(query, "page[number]", 0);
    return ok({
        data: {
            type: "",
            attributes: {
                slos: found.slice(number * size, (number + 1) * size).map(searched),
                facets: {
                    all_tags: countsOf(found.flatMap(tagsIn)),
                    slo_type: [],
                },
            },
        },
        meta: { pagination: { number, size, total: found.length, type: "number_size" } },
    });
}

function searched(slo: Fields): Fields {
    const { id, name, description, created_at, modified_at, type, thresholds, creator } = slo;
    const tags = tagsIn(slo);
    const withKey = (key: string): readonly string[] =>
        tags.filter((tag) => tag.startsWith(`${key}:`));
    return {
        data: {
            ...{ id, type: "slo" },
            attributes: {
                ...{ name, description, created_at, modified_at, thresholds, creator },
                slo_type: type,
                all_tags: tags,
                env_tags: withKey("env"),
                service_tags: withKey("service"),
                team_tags: withKey("team"),
            },
        },
    };
}
