/** Searches of logs and events as v2 of the API has them: in a body, or in an address. */
import { z } from "zod";

import type { RangeClock } from "../../clock";
import type { Account } from "../account";
import type { Fields } from "../http/exchange";
import { refusal } from "../http/exchange";
import { numberIn } from "../http/parameters";
import type { Call } from "../http/routes";
import type { PageRequest } from "./recordPages";
import { isoTime, type Time, timeIn } from "./times";

export const filterBody = z.looseObject({
    query: z.string().default("*"),
    from: z.union([z.string(), z.number()]).nullish(),
    to: z.union([z.string(), z.number()]).nullish(),
});

const body = z.looseObject({
    filter: filterBody.default({ query: "*" }),
    sort: z.string().default("-timestamp"),
    page: z
        .looseObject({ cursor: z.string().nullish(), limit: z.number().default(10) })
        .default({ limit: 10 }),
});

/** What one answer holds at most. */
const largestPage = 1000;
/** Where no beginning is given: the last quarter of an hour. */
const usualSpan = 900;

export function pageInBody({ body: given }: Call, { clock }: Account): PageRequest {
    const { filter, sort, page } = body.parse(given);
    return {
        query: filter.query,
        ...spanOf(filter, clock),
        isNewestFirst: isNewestFirst(sort),
        limit: limitOf(page.limit),
        cursor: page.cursor ?? undefined,
    };
}

export function pageInAddress({ query }: Call, { clock }: Account): PageRequest {
    const given = { from: query.get("filter[from]"), to: query.get("filter[to]") };
    return {
        query: query.get("filter[query]") ?? "*",
        ...spanOf(given, clock),
        isNewestFirst: isNewestFirst(query.get("sort") ?? "-timestamp"),
        limit: limitOf(numberIn(query, "page[limit]", 10)),
        cursor: query.get("page[cursor]") ?? undefined,
    };
}

/** In the world's time. */
export function spanOf(
    { from, to }: { readonly from?: Time; readonly to?: Time },
    clock: RangeClock,
): { readonly from: number; readonly until: number } {
    const now = clock.wallSeconds();
    const until = timeIn(to, now, now);
    return {
        from: clock.toWorld(timeIn(from, now, until - usualSpan)),
        // The newest of this very second belongs to it.
        until: clock.toWorld(until) + 1e-6,
    };
}

function isNewestFirst(sort: string): boolean {
    if (sort !== "timestamp" && sort !== "-timestamp") {
        throw refusal(400, `Invalid sort: ${sort}`);
    }
    return sort === "-timestamp";
}

function limitOf(limit: number): number {
    if (!Number.isInteger(limit) || limit < 1 || limit > largestPage) {
        throw refusal(400, `page[limit] must be from 1 to ${largestPage}, not ${limit}`);
    }
    return limit;
}

export interface Answered {
    /** Where the next page is asked for. */
    readonly path: string;
    readonly data: readonly Fields[];
    readonly next: string | undefined;
    /** Beginning of what was asked for, by the world's time. */
    readonly from: number;
    /** From when on all is there, by the world's time; undefined: nothing was dropped. */
    readonly keptSince: number | undefined;
}

/** The frame of an answer with several pages; says when a part of the span is kept no more. */
export function paged(
    call: Call,
    { clock }: Account,
    { path, data, next, from, keptSince }: Answered,
): Fields {
    const isCut = keptSince !== undefined && from < keptSince;
    return {
        data,
        meta: {
            elapsed: 1,
            request_id: "range",
            status: "done",
            ...(isCut && { warnings: [droppedWarning(clock.toWall(keptSince))] }),
            ...(next !== undefined && { page: { after: next } }),
        },
        ...(next !== undefined && { links: { next: linkTo(call, path, next) } }),
    };
}

function droppedWarning(since: number): Fields {
    return {
        code: "history_dropped",
        title: "Older records are kept no more",
        detail: `The range keeps its last hours: there is nothing before ${isoTime(since)}.`,
    };
}

function linkTo({ query }: Call, path: string, next: string): string {
    const parameters = new URLSearchParams(query);
    parameters.set("page[cursor]", next);
    return `${path}?${parameters.toString()}`;
}
