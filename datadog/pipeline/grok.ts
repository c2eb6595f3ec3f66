import { filterNamed, type Filter, matcherNamed } from "./grokMatchers";
import type { Attributes, AttributeValue } from "./processedLog";
import type { GrokParser } from "./types";

/** `%{matcher:attribute:filter}`; the matcher may have a quoted argument that holds anything. */
const token =
    /%\{(?<matcher>\w+)(?:\("(?<argument>(?:\\.|[^"\\])*)"\))?(?::(?<attribute>[\w.]*))?(?::(?<filter>[^}]+))?\}/g;

interface Field {
    readonly group: string;
    readonly attribute: string;
    readonly isNumber: boolean;
    readonly filter: Filter | undefined;
}

interface Rule {
    readonly expression: RegExp;
    readonly fields: readonly Field[];
}

/** A rule under construction. */
class RuleCompiler {
    readonly fields: Field[] = [];
    #groups = 0;

    constructor(private readonly helpers: ReadonlyMap<string, string>) {}

    expand(pattern: string): string {
        const rest = pattern.replace(token, "");
        if (rest.includes("%{")) {
            throw new Error(`Grok pattern is not understood: ${rest.slice(rest.indexOf("%{"))}`);
        }
        return pattern.replace(token, (...match) =>
            this.#expandToken(match.at(-1) as Record<string, string | undefined>),
        );
    }

    #expandToken({ matcher = "", argument, attribute, filter }: TokenParts): string {
        const helper = this.helpers.get(matcher);
        if (helper !== undefined) {
            if (attribute !== undefined) {
                throw new Error(`Helper rule "${matcher}" names its attributes itself`);
            }
            return `(?:${this.expand(helper)})`;
        }
        // In the rule's text a backslash is doubled, as in any quoted text.
        const { pattern, isNumber } = matcherNamed(matcher, argument?.replace(/\\(.)/g, "$1"));
        const group = this.#newGroup();
        if (attribute === undefined || attribute === "") {
            return `(?:${pattern(group)})`;
        }
        const applied = filter === undefined ? undefined : filterNamed(filter);
        this.fields.push({ group, attribute, isNumber, filter: applied });
        return `(?<${group}>${pattern(this.#newGroup())})`;
    }

    #newGroup(): string {
        this.#groups += 1;
        return `g${this.#groups}`;
    }
}

type TokenParts = Partial<Record<string, string>>;

/**
 * The attributes that a parser finds in a message; undefined when no rule matches. Attributes with
 * empty values are left out, as in Datadog.
 * @throws {Error} when a rule uses what this evaluator does not know.
 */
export function compileGrok(parser: GrokParser): (message: string) => Attributes | undefined {
    const helpers = new Map(parser.helpers.map(named));
    const rules = parser.rules.map((rule): Rule => {
        const compiler = new RuleCompiler(helpers);
        const expression = new RegExp(`^(?:${compiler.expand(named(rule)[1])})$`, "s");
        return { expression, fields: compiler.fields };
    });
    return (message) => {
        for (const { expression, fields } of rules) {
            const match = expression.exec(message);
            if (match !== null) {
                return extracted(match.groups ?? {}, fields);
            }
        }
        return undefined;
    };
}

/** A rule's name and its pattern. */
function named(rule: string): readonly [name: string, pattern: string] {
    const space = rule.indexOf(" ");
    return [rule.slice(0, space), rule.slice(space + 1)];
}

function extracted(
    groups: Readonly<Record<string, string | undefined>>,
    fields: readonly Field[],
): Attributes {
    const attributes: Record<string, AttributeValue> = {};
    for (const { group, attribute, isNumber, filter } of fields) {
        const text = groups[group];
        if (text !== undefined && text !== "") {
            const value = isNumber ? Number(text) : text;
            attributes[attribute] =
                filter === undefined || typeof value === "string" ? value : filter(value);
        }
    }
    return attributes;
}
