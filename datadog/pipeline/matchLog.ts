import type { FieldValue, ParsedSearch, SearchExpression } from "../query/ast";
import { parseSearch } from "../query/parse";
import type { AttributeValue, ProcessedLog } from "./processedLog";
import { fieldOf } from "./recordField";

export type LogMatcher = (log: ProcessedLog) => boolean;

/**
 * Whether a log is found by a search, compiled once. Words and phrases are looked for in the
 * message, whole and in any case; values of attributes and tags as they are.
 */
export function logMatcher(search: string | ParsedSearch): LogMatcher {
    const parsed = typeof search === "string" ? parseSearch(search) : search;
    return compile(parsed.expression);
}

function compile(expression: SearchExpression): LogMatcher {
    switch (expression.kind) {
        case "everything":
            return () => true;
        case "text": {
            const wanted = words(expression.value, expression.isQuoted);
            return expression.isFullText
                ? (log) => wanted.test(log.message) || valuesOf(log).some((one) => wanted.test(one))
                : (log) => wanted.test(log.message);
        }
        case "field": {
            const { value: asked, isAttribute, key } = expression;
            if (!isAttribute && key === "message" && asked.kind === "text") {
                const wanted = words(asked.value, asked.isQuoted);
                return (log) => wanted.test(log.message);
            }
            const matches = compileValue(expression.value);
            const field = isAttribute ? `@${key}` : key;
            return (log) => {
                const value = fieldOf(log, field);
                return value !== undefined && matches(value);
            };
        }
        case "not": {
            const operand = compile(expression.operand);
            return (log) => !operand(log);
        }
        case "and": {
            const operands = expression.operands.map(compile);
            return (log) => operands.every((operand) => operand(log));
        }
        case "or": {
            const operands = expression.operands.map(compile);
            return (log) => operands.some((operand) => operand(log));
        }
    }
}

function valuesOf({ attributes }: ProcessedLog): readonly string[] {
    return Object.values(attributes).map(String);
}

function compileValue(value: FieldValue): (actual: AttributeValue) => boolean {
    switch (value.kind) {
        case "text": {
            const wanted = value.isQuoted ? exactly(value.value) : wildcards(value.value);
            return (actual) => wanted.test(String(actual));
        }
        case "comparison": {
            const { operator, value: bound } = value;
            return (actual) => typeof actual === "number" && compare[operator](actual, bound);
        }
        case "range":
            return (actual) =>
                typeof actual === "number" && actual >= value.low && actual <= value.high;
        case "any": {
            const choices = value.values.map(compileValue);
            return (actual) => choices.some((choice) => choice(actual));
        }
    }
}

const compare = {
    ">": (actual, bound) => actual > bound,
    ">=": (actual, bound) => actual >= bound,
    "<": (actual, bound) => actual < bound,
    "<=": (actual, bound) => actual <= bound,
} satisfies Record<string, (actual: number, bound: number) => boolean>;

/** A dash means nothing outside of brackets, and escaped there it is an error under `u`. */
const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

const withWildcards = (text: string): string =>
    escaped(text).replace(/\\\*/g, ".*").replace(/\\\?/g, ".");

const exactly = (text: string): RegExp => new RegExp(`^${escaped(text)}$`, "s");

const wildcards = (text: string): RegExp => new RegExp(`^${withWildcards(text)}$`, "s");

/** What is left of white space and punctuation counts as a word's end. */
function words(text: string, isQuoted: boolean): RegExp {
    const pattern = isQuoted ? escaped(text) : withWildcards(text).replace(/\.\*/g, "\\S*");
    return new RegExp(`(?<![\\p{L}\\p{N}_])${pattern}(?![\\p{L}\\p{N}_])`, "iu");
}
