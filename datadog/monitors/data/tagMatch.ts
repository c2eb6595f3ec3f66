import type { TagFilter } from "../../query/ast";
import type { Tags } from "../../../evidence/evidence";

export type TagPredicate = (tags: Tags) => boolean;

/** A filter as a function. Values compare without regard to case: Datadog keeps tags lower-case. */
export function tagPredicate(filter: TagFilter): TagPredicate {
    switch (filter.kind) {
        case "everything":
            return () => true;
        case "tag":
            return valuePredicate(filter.key, [filter.value]);
        case "in":
            return valuePredicate(filter.key, filter.values);
        case "not": {
            const operand = tagPredicate(filter.operand);
            return (tags) => !operand(tags);
        }
        case "and": {
            const operands = filter.operands.map(tagPredicate);
            return (tags) => operands.every((one) => one(tags));
        }
        case "or": {
            const operands = filter.operands.map(tagPredicate);
            return (tags) => operands.some((one) => one(tags));
        }
    }
}

function valuePredicate(key: string, values: readonly string[]): TagPredicate {
    const patterns = values.map(wildcard);
    return (tags) => {
        const value = tags[key];
        return value !== undefined && patterns.some((pattern) => pattern(value));
    };
}

/** Compares with a pattern in which `*` stands for any characters, and `?` for one. */
function wildcard(pattern: string): (text: string) => boolean {
    const lower = pattern.toLowerCase();
    if (!/[*?]/.test(lower)) {
        return (text) => text.toLowerCase() === lower;
    }
    const source = lower
        .replace(/[.+^${}()|[\]\\]/g, "\\$&")
        .replace(/\*/g, ".*")
        .replace(/\?/g, ".");
    const expression = new RegExp(`^${source}$`, "s");
    return (text) => expression.test(text.toLowerCase());
}

/** The group of a series: `*` without tags to group by; undefined when it lacks one of them. */
export function groupOf(tags: Tags, by: readonly string[]): string | undefined {
    if (by.length === 0) {
        return "*";
    }
    // A series without one of the tags is group N/A, which monitors leave out.
    return by.every((key) => tags[key] !== undefined)
        ? by.map((key) => `${key}:${tags[key] ?? ""}`).join(",")
        : undefined;
}
