import type { SearchQuery } from "../../query/ast";
import { logMatcher } from "../../pipeline/matchLog";
import type { AttributeValue, ProcessedLog } from "../../pipeline/processedLog";
import { fieldOf } from "../../pipeline/recordField";
import type { SearchRecords } from "../data/records";
import { aggregate } from "./rows";
import type { Evaluation, Evaluator } from "./evaluator";

/** Logs or events found, with what is measured of each. */
interface Found {
    readonly times: number[];
    readonly measures: (AttributeValue | undefined)[];
}

/** A log or event monitor's query. */
export function searchEvaluator(query: SearchQuery, records: SearchRecords): Evaluator {
    const groups = grouped(query, query.kind === "logs" ? records.logs : records.events);
    const nothing: Found = { times: [], measures: [] };
    const hasGroups = query.by.length > 0;
    return {
        windowSeconds: query.windowSeconds,
        reachSeconds: query.windowSeconds,
        historySeconds: query.windowSeconds,
        isCount: query.rollup === "count",
        by: query.by,
        firstSeen: (group) => groups.get(group)?.times[0] ?? 0,
        at: (end) => {
            const begin = end - query.windowSeconds;
            return new Map(
                (hasGroups ? [...groups] : [["*", groups.get("*") ?? nothing] as const])
                    .filter(([, { times }]) => !hasGroups || (times[0] ?? Infinity) < end)
                    .map(([group, found]) => [group, rolledUp(query, found, begin, end)]),
            );
        },
    };
}

function grouped(query: SearchQuery, records: readonly ProcessedLog[]): Map<string, Found> {
    const finds = logMatcher(query.search);
    const groups = new Map<string, Found>();
    for (const record of records) {
        const group = finds(record) ? groupName(record, query.by) : undefined;
        if (group !== undefined) {
            const found = groups.get(group) ?? { times: [], measures: [] };
            groups.set(group, found);
            found.times.push(record.time);
            found.measures.push(query.measure === undefined ? 0 : fieldOf(record, query.measure));
        }
    }
    return groups;
}

/** Records without one of the fields are in no group. */
function groupName(record: ProcessedLog, by: readonly string[]): string | undefined {
    if (by.length === 0) {
        return "*";
    }
    const values = by.map((key) => fieldOf(record, key));
    return values.includes(undefined)
        ? undefined
        : by.map((key, position) => `${key}:${String(values[position])}`).join(",");
}

function rolledUp(
    { rollup }: SearchQuery,
    { times, measures }: Found,
    begin: number,
    end: number,
): Evaluation {
    const inside = measures.filter((_, position) => {
        const time = times[position] ?? Infinity;
        return time >= begin && time < end;
    });
    switch (rollup) {
        case "count":
            return inside.length === 0 ? "no data" : inside.length;
        case "cardinality": {
            const values = new Set(inside.filter((one) => one !== undefined));
            return values.size === 0 ? "no data" : values.size;
        }
        default: {
            const numbers = inside.filter((one) => typeof one === "number");
            return aggregate(Float64Array.from(numbers), rollup) ?? "no data";
        }
    }
}
