/** Logs or events that a search finds, page by page. */
import { type LogMatcher, logMatcher } from "../../../datadog/pipeline/matchLog";
import type { ProcessedLog } from "../../../datadog/pipeline/processedLog";
import type { RecordList } from "../../store/recordList";
import { refusal } from "../http/exchange";
import { understood } from "../http/understood";
import { KeptResults } from "../keptResults";

const compiled = new KeptResults<LogMatcher>();

/** @throws a refusal that shows the place, for a search that is not understood. */
export function matcherOf(query: string): LogMatcher {
    return compiled.of(query, () => understood("Invalid query", () => logMatcher(query)));
}

export interface PageRequest {
    readonly query: string;
    /** By the world's time, in seconds since the epoch; the end is left out. */
    readonly from: number;
    readonly until: number;
    readonly isNewestFirst: boolean;
    readonly limit: number;
    readonly cursor: string | undefined;
}

export interface Page<T> {
    readonly records: readonly T[];
    /** Undefined on the last page. */
    readonly next: string | undefined;
}

/** Looks no further than the page goes: the newest are found without reading what is old. */
export function pageOfRecords<T extends ProcessedLog>(
    list: RecordList<T>,
    { query, from, until, isNewestFirst, limit, cursor }: PageRequest,
    idOf: (record: T) => string,
): Page<T> {
    const matches = matcherOf(query);
    const after = cursor === undefined ? undefined : decoded(cursor);
    const span = list.between(
        after !== undefined && !isNewestFirst ? Math.max(from, after.time) : from,
        after !== undefined && isNewestFirst ? Math.min(until, after.time + 1e-6) : until,
    );
    const ordered = isNewestFirst ? span.toReversed() : span;
    const start = after === undefined ? 0 : ordered.findIndex((one) => idOf(one) === after.id) + 1;
    const records: T[] = [];
    for (const record of ordered.slice(start)) {
        if (matches(record)) {
            const last = records.at(-1);
            if (records.length === limit && last !== undefined) {
                return { records, next: encoded({ time: last.time, id: idOf(last) }) };
            }
            records.push(record);
        }
    }
    return { records, next: undefined };
}

interface Position {
    readonly time: number;
    readonly id: string;
}

function encoded(position: Position): string {
    return Buffer.from(JSON.stringify(position)).toString("base64url");
}

function decoded(cursor: string): Position {
    try {
        const { time, id } = JSON.parse(
            Buffer.from(cursor, "base64url").toString("utf8"),
        ) as Partial<Position>;
        if (typeof time === "number" && typeof id === "string") {
            return { time, id };
        }
    } catch {
        // Refused below, as a cursor of another kind is.
    }
    throw refusal(400, "Invalid cursor");
}
