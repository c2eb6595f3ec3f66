import type { RangeClock } from "../../clock";
import type { Account } from "../account";
import { type Fields, ok, refusal } from "../http/exchange";
import { modelV1, modelV2 } from "../http/models";
import { listIn, numberIn, pageOf, requiredNumber } from "../http/parameters";
import type { Call, Route } from "../http/routes";
import type { IndexedEvent } from "../telemetry/indexedEvent";
import { nested } from "./logs";
import { searchRoutes } from "./searchRoutes";
import { isoTime } from "./times";

const largestPage = 1000;

/** Events of the world, of monitors and of whoever sent some. */
export function eventReadingRoutes(account: Account): readonly Route[] {
    return [
        {
            method: "GET",
            path: "/api/v1/events",
            response: modelV1("EventListResponse"),
            handle: (call) =>
                ok({
                    events: listV1(account, call).map((event) => eventV1(event, account.clock)),
                    status: "ok",
                }),
        },
        {
            method: "GET",
            path: "/api/v1/events/{id}",
            response: modelV1("EventResponse"),
            handle: ({ parameters }) => {
                const all = account.telemetry.events.between(-Infinity, Infinity);
                const event = all.find(({ number }) => String(number) === parameters.id);
                if (event === undefined) {
                    throw refusal(404, "No event matches that event_id");
                }
                return ok({ event: eventV1(event, account.clock), status: "ok" });
            },
        },
        ...searchRoutes(account, {
            path: "/api/v2/events",
            response: modelV2("EventsListResponse"),
            ...{ list: account.telemetry.events, idOf: idV2, told: eventV2 },
        }),
    ];
}

function listV1({ telemetry, clock }: Account, { query }: Call): readonly IndexedEvent[] {
    const [start, end] = [requiredNumber(query, "start"), requiredNumber(query, "end")];
    const tags = listIn(query, "tags");
    const sources = listIn(query, "sources");
    const priority = query.get("priority");
    const found = telemetry.events
        .between(clock.toWorld(start), clock.toWorld(end + 1))
        .filter(
            ({ details, tags: own }) =>
                tags.every((tag) => details.tagList.includes(tag)) &&
                (sources.length === 0 || sources.includes(own.source ?? "")) &&
                (priority === null || details.priority === priority),
        );
    return pageOf(found.toReversed(), numberIn(query, "page", 0), largestPage);
}

/** How v1 calls the sources that it knows. */
const sourceNames: Readonly<Record<string, string>> = {
    alert: "Monitor Alert",
    kubernetes: "Kubernetes",
};

function eventV1(
    { number, time, title, text, tags, details }: IndexedEvent,
    clock: RangeClock,
): Fields {
    const source = tags.source ?? "";
    return {
        id: number,
        id_str: String(number),
        ...{ title, text },
        date_happened: Math.floor(clock.toWall(time)),
        alert_type: details.alertType,
        priority: details.priority,
        host: tags.host ?? null,
        device_name: null,
        source_type_name: sourceNames[source] ?? source,
        tags: details.tagList,
        url: `/event/event?id=${number}`,
    };
}

const idV2 = ({ number }: IndexedEvent): string => `AwAAA${String(number).padStart(19, "0")}`;

function eventV2(event: IndexedEvent, clock: RangeClock): Fields {
    const time = clock.toWall(event.time);
    const { title, text, tags, details, status, number, attributes } = event;
    const { monitor } = details;
    return {
        id: idV2(event),
        type: "event",
        attributes: {
            message: text,
            tags: details.tagList,
            timestamp: isoTime(time),
            attributes: {
                ...nested({ attributes }),
                evt: { id: String(number), name: title, source_id: 0, type: tags.source ?? "" },
                ...{ title, status, service: tags.service ?? "undefined" },
                timestamp: Math.floor(time * 1000),
                date_happened: Math.floor(time),
                priority: details.priority,
                source_type_name: tags.source ?? "",
                tags: details.tagList,
                ...(tags.host !== undefined && { hostname: tags.host }),
                ...(details.aggregationKey !== undefined && {
                    aggregation_key: details.aggregationKey,
                }),
                ...(monitor !== undefined && {
                    monitor,
                    monitor_id: monitor.id,
                    monitor_groups: monitor.groups,
                }),
            },
        },
    };
}
