import { logAttributes } from "../facts/logs";
import type { ProcessedLog } from "../pipeline/processedLog";
import type { SearchQuery } from "../query/ast";
import type { SearchRecords } from "./data/records";
import { listed } from "./nearNames";

/** What the logs or the events of a run can be searched by. */
export interface Vocabulary {
    /** "log" or "event". */
    readonly noun: string;
    readonly records: readonly ProcessedLog[];
    readonly tags: readonly string[];
    readonly attributes: readonly string[];
}

/** Fields of every record, whatever its tags. */
const reserved: readonly string[] = ["service", "status", "message"];

export function vocabularyOf(
    kind: SearchQuery["kind"],
    { logs, events }: SearchRecords,
): Vocabulary {
    const records = kind === "logs" ? logs : events;
    const keys = (of: (one: ProcessedLog) => object): readonly string[] => [
        ...new Set(records.flatMap((one) => Object.keys(of(one)))),
    ];
    return {
        noun: kind === "logs" ? "log" : "event",
        records,
        tags: keys(({ tags }) => tags),
        attributes: keys(({ attributes }) => attributes),
    };
}

/** That no record has a tag or attribute of that name, and what there is. */
export function keyHints(
    key: string,
    isAttribute: boolean,
    { noun, tags, attributes }: Vocabulary,
): readonly string[] {
    const isTag = reserved.includes(key) || tags.includes(key);
    if (isAttribute) {
        if (attributes.includes(key) || (noun === "log" && isParsed(key))) {
            return [];
        }
        return [
            isTag
                ? `@${key} is no attribute of a ${noun} here, but a tag: write ${key} without @`
                : `no ${noun} has the attribute @${key} (there: ${listed(key, attributes)})`,
        ];
    }
    if (isTag) {
        return [];
    }
    return [
        attributes.includes(key)
            ? `${key} without @ is read as a tag, and is an attribute of a ${noun} here: write @${key}`
            : `no ${noun} has the tag ${key} (there: ${listed(key, tags)})`,
    ];
}

/** Rightly spelt, though no line of this run had it. */
function isParsed(key: string): boolean {
    return logAttributes.some(({ name }) => name === key);
}
