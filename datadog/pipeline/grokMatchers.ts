/*
 * Grok as Datadog has it, as far as this stack uses it: matchers, what they match and what they
 * make of it. Datadog's expressions never give back what a number has taken; JavaScript has no such
 * groups, but a look-ahead does not go back either. Sources: Datadog's page on parsing, and its
 * implementation for Vector (vectordotdev/vrl, src/datadog/grok).
 */

export interface Matcher {
    /** Source of a regular expression; `unique` names groups of its own. */
    readonly pattern: (unique: string) => string;
    /** Numbers are numbers from the start, without a filter. */
    readonly isNumber: boolean;
}

const text = (source: string): Matcher => ({ pattern: () => source, isNumber: false });

const matchers: Readonly<Record<string, Matcher>> = {
    data: text(".*"),
    notSpace: text("\\S+"),
    word: text("\\b\\w+\\b"),
    integer: { pattern: () => "[+-]?\\d+", isNumber: true },
    number: {
        pattern: (unique) => `[+-]?(?=(?<${unique}>\\d+(?:\\.\\d*)?|\\.\\d+))\\k<${unique}>`,
        isNumber: true,
    },
};

/**
 * The matcher of that name and argument.
 * @throws {Error} when this evaluator does not know it.
 */
export function matcherNamed(name: string, argument: string | undefined): Matcher {
    if (name === "regex" && argument !== undefined) {
        return text(argument);
    }
    const found = argument === undefined ? matchers[name] : undefined;
    if (found === undefined) {
        throw new Error(
            `Grok matcher "${name}" is not supported: known are ` +
                `${Object.keys(matchers).join(", ")} and regex("…"), and the helper rules`,
        );
    }
    return found;
}

export type Filter = (value: number) => number;

/**
 * The filter of that text, such as `scale(0.001)`.
 * @throws {Error} when this evaluator does not know it.
 */
export function filterNamed(filter: string): Filter {
    const factor = /^scale\(([\d.]+)\)$/.exec(filter)?.[1];
    if (factor === undefined) {
        throw new Error(`Grok filter "${filter}" is not supported: known is scale(factor)`);
    }
    return (value) => value * Number(factor);
}
