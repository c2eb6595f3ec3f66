import { z } from "zod";

import type { ProcessedLog } from "../../../datadog/pipeline/processedLog";
import type { RangeClock } from "../../clock";
import type { Account } from "../account";
import { type Fields, ok } from "../http/exchange";
import { modelV1, modelV2 } from "../http/models";
import type { Route } from "../http/routes";
import { tagList } from "../intake/tags";
import type { IndexedLog } from "../telemetry/telemetry";
import { aggregated } from "./logAggregate";
import { type PageRequest, pageOfRecords } from "./recordPages";
import { searchRoutes } from "./searchRoutes";
import { spanOf } from "./recordRequest";
import { isoTime } from "./times";

/** Log lines, as the pipelines have left them. */
export function logRoutes(account: Account): readonly Route[] {
    const { logs: list } = account.telemetry;
    return [
        ...searchRoutes(account, {
            path: "/api/v2/logs/events",
            response: modelV2("LogsListResponse"),
            ...{ list, idOf, told: logV2 },
        }),
        {
            method: "POST",
            path: "/api/v2/logs/analytics/aggregate",
            isReading: true,
            response: modelV2("LogsAggregateResponse"),
            handle: (call) => ok(aggregated(list, call.body, account.clock)),
        },
        {
            method: "POST",
            path: "/api/v1/logs-queries/list",
            isReading: true,
            response: modelV1("LogsListResponse"),
            handle: ({ body }) => {
                const request = requestV1(body, account.clock);
                const { records, next } = pageOfRecords(list, request, idOf);
                return ok({
                    logs: records.map((log) => logV1(log, account.clock)),
                    nextLogId: next ?? null,
                    status: "done",
                });
            },
        },
        {
            method: "GET",
            path: "/api/v1/logs/config/indexes",
            response: modelV1("LogsIndexListResponse"),
            handle: () => ok({ indexes: [theIndex] }),
        },
    ];
}

const idOf = ({ id }: IndexedLog): string => id;

/** All lines go into one. */
const theIndex = {
    name: "main",
    filter: { query: "*" },
    exclusion_filters: [],
    num_retention_days: 1,
    is_rate_limited: false,
};

const listV1 = z.looseObject({
    query: z.string().default("*"),
    time: z.looseObject({
        from: z.union([z.string(), z.number()]),
        to: z.union([z.string(), z.number()]),
    }),
    limit: z.int().min(1).max(1000).default(50),
    sort: z.enum(["asc", "desc"]).default("desc"),
    startAt: z.string().nullish(),
});

function requestV1(body: Fields, clock: RangeClock): PageRequest {
    const { query, time, limit, sort, startAt } = listV1.parse(body);
    return {
        query,
        ...spanOf(time, clock),
        isNewestFirst: sort === "desc",
        limit,
        cursor: startAt ?? undefined,
    };
}

function logV1(log: IndexedLog, clock: RangeClock): Fields {
    const { status, ...content } = contentOf(log, clock);
    return { id: log.id, content: { ...content, attributes: { ...nested(log), status } } };
}

export function logV2(log: IndexedLog, clock: RangeClock): Fields {
    return {
        id: log.id,
        type: "log",
        attributes: { ...contentOf(log, clock), attributes: nested(log) },
    };
}

function contentOf(
    { time, service, tags, message, status }: ProcessedLog,
    clock: RangeClock,
): Fields {
    return {
        timestamp: isoTime(clock.toWall(time)),
        ...(tags.host !== undefined && { host: tags.host }),
        ...{ service, status, message },
        tags: tagList(tags),
    };
}

/** `http.status_code` is a field of a field. */
export function nested({ attributes }: Pick<ProcessedLog, "attributes">): Fields {
    const root: Fields = {};
    for (const [name, value] of Object.entries(attributes)) {
        const path = name.split(".");
        const last = path.pop() ?? name;
        let place = root;
        for (const key of path) {
            const inner = place[key];
            const next = typeof inner === "object" && inner !== null ? (inner as Fields) : {};
            place[key] = next;
            place = next;
        }
        place[last] = value;
    }
    return root;
}
