/** Searches of monitors and objectives: the grammar of logs over the fields of an object. */
import { logMatcher } from "../../../datadog/pipeline/matchLog";
import type { SearchExpression } from "../../../datadog/query/ast";
import { parseSearch } from "../../../datadog/query/parse";
import { understood } from "../http/understood";

/** What can be searched of an object; values compare without regard to case. */
export interface Searched {
    /** Words without a field are looked for in it. */
    readonly text: string;
    readonly fields: Readonly<Record<string, string>>;
    /** Fields that have several values, each on its own. */
    readonly lists: Readonly<Record<string, readonly string[]>>;
}

/** @throws a refusal that shows the place, for a search that is not understood. */
export function objectMatcher(query: string): (object: Searched) => boolean {
    const text = query.toLowerCase().replace(/\b(and|or|not)\b/g, upper);
    const { expression } = understood("Invalid query", () => parseSearch(text));
    const matches = logMatcher({ expression: perValue(expression), ambiguousAt: undefined });
    return ({ text: message, fields, lists }) => {
        const listed = Object.entries(lists).flatMap(([key, values]) =>
            values.map((value) => [`${key}=${value.toLowerCase()}`, value.toLowerCase()]),
        );
        const single = Object.entries(fields).map(([key, value]) => [key, value.toLowerCase()]);
        return matches({
            ...{ time: 0, message, service: "", attributes: {} },
            status: fields.status?.toLowerCase() ?? "",
            tags: Object.fromEntries([...single, ...listed]) as Record<string, string>,
        });
    };
}

const upper = (word: string): string => word.toUpperCase();

const listKeys: readonly string[] = ["tag", "metric", "scope", "notification", "group_tag"];

/** A field with several values asks for each of them as a field of its own. */
function perValue(expression: SearchExpression): SearchExpression {
    switch (expression.kind) {
        case "not":
            return { kind: "not", operand: perValue(expression.operand) };
        case "and":
        case "or":
            return { kind: expression.kind, operands: expression.operands.map(perValue) };
        case "field": {
            const { key, value } = expression;
            if (!listKeys.includes(key)) {
                return expression;
            }
            if (value.kind === "any") {
                const operands = value.values.map((one) => perValue({ ...expression, value: one }));
                return { kind: "or", operands };
            }
            return value.kind === "text"
                ? {
                      ...expression,
                      key: `${key}=${value.value}`,
                      value: { kind: "text", value: "*", isQuoted: false },
                  }
                : expression;
        }
        default:
            return expression;
    }
}

export interface Count {
    readonly name: unknown;
    readonly count: number;
}

/** How often each value is there, the most frequent first. */
export function countsOf(values: readonly unknown[]): readonly Count[] {
    const counts = new Map<unknown, number>();
    for (const value of values) {
        counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    return [...counts]
        .map(([name, count]) => ({ name, count }))
        .sort((one, other) => other.count - one.count);
}
