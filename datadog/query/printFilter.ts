import type { TagFilter } from "./ast";

/** A filter without its braces, with commas where that notation can say it. */
export function printFilter(filter: TagFilter): string {
    return isPlain(filter) ? printPlain(filter) : printFunctional(filter, false);
}

/** Whether the notation with commas can say it. */
function isPlain(filter: TagFilter): boolean {
    const isPlainOne = (one: TagFilter): boolean =>
        one.kind === "tag" || (one.kind === "not" && one.operand.kind === "tag");
    return (
        filter.kind === "everything" ||
        isPlainOne(filter) ||
        (filter.kind === "and" && filter.operands.every(isPlainOne))
    );
}

function printPlain(filter: TagFilter): string {
    switch (filter.kind) {
        case "tag":
            return `${filter.key}:${filter.value}`;
        case "not":
            return `!${printPlain(filter.operand)}`;
        case "and":
            return filter.operands.map(printPlain).join(",");
        default:
            return "*";
    }
}

function printFunctional(filter: TagFilter, isInner: boolean): string {
    switch (filter.kind) {
        case "everything":
            return "*";
        case "tag":
            return `${filter.key}:${filter.value}`;
        case "in":
            return `${filter.key} IN (${filter.values.join(",")})`;
        case "not":
            return filter.operand.kind === "in"
                ? `${filter.operand.key} NOT IN (${filter.operand.values.join(",")})`
                : `NOT ${printFunctional(filter.operand, true)}`;
        case "and":
        case "or": {
            const word = filter.kind === "and" ? " AND " : " OR ";
            const text = filter.operands.map((one) => printFunctional(one, true)).join(word);
            return isInner ? `(${text})` : text;
        }
    }
}
