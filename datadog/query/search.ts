import type { FieldValue, ParsedSearch, SearchExpression } from "./ast";
import type { Scanner } from "./scanner";

/** A word of a value or of free text: ends at white space and parentheses. */
const word = /(?:\\.|[^\s()"\\])+/;
const fieldKey = /@?[A-Za-z_$](?:[\w.\-/$[\]]|\\.)*(?=:)/;
const number = /[+-]?\d+(?:\.\d+)?/;

interface Doubt {
    /** Where AND and OR first stand side by side. */
    at: number | undefined;
}

/** A search of logs or events, up to the end of the text. */
export function search(scanner: Scanner, kind: "logs" | "events" = "logs"): ParsedSearch {
    refuseOthers(scanner, kind);
    if (scanner.isAtEnd || (scanner.text.trim() === "*" && scanner.take("*"))) {
        return { expression: { kind: "everything" }, ambiguousAt: undefined };
    }
    if (/[“”„]/.test(scanner.text)) {
        scanner.fail("quotes must be straight", "syntax", scanner.text.search(/[“”„]/));
    }
    const doubt: Doubt = { at: undefined };
    const expression = alternatives(scanner, doubt);
    scanner.end("the search");
    return { expression, ambiguousAt: doubt.at };
}

/** Fields of the grammar that events were searched with before they were searched like logs. */
const legacyEvents =
    /(?:^|[\s(!-])((?:sources|priority|tags|hosts):|\w+:[^\s()",]+(?:,[^\s()",]+)+)/;
/** What is computed by the account, or by functions of the search. */
const computed = /(?:^|[\s(-])(#[A-Za-z_][\w.]*:|CIDR(?=\s*\())/;

function refuseOthers(scanner: Scanner, kind: "logs" | "events"): void {
    const legacy = kind === "events" ? legacyEvents.exec(scanner.text) : null;
    if (legacy?.[1] !== undefined) {
        scanner.fail(
            `the legacy event grammar (${legacy[1]}) is not supported: events are searched like ` +
                "logs, by source:a, host:b, key:value and key:(a OR b)",
            "unsupported",
            legacy.index,
        );
    }
    const other = computed.exec(scanner.text);
    if (other?.[1] !== undefined) {
        const what = other[1].startsWith("#") ? `calculated field ${other[1]}` : `${other[1]}()`;
        scanner.fail(`${what} in a search is not supported`, "unsupported", other.index);
    }
}

function joined(operands: readonly SearchExpression[], kind: "and" | "or"): SearchExpression {
    const [only] = operands;
    return only !== undefined && operands.length === 1 ? only : { kind, operands };
}

/** AND is read as binding more tightly, as in Lucene, but Datadog does not say so. */
function alternatives(scanner: Scanner, doubt: Doubt): SearchExpression {
    const groups = [conjunction(scanner, doubt)];
    while (scanner.sees(/OR(?![^\s()])/)) {
        const at = scanner.position;
        scanner.match(/OR/);
        const group = conjunction(scanner, doubt);
        if (group.length > 1 || (groups.at(-1)?.length ?? 0) > 1) {
            doubt.at ??= at;
        }
        groups.push(group);
    }
    return joined(
        groups.map((group) => joined(group, "and")),
        "or",
    );
}

function conjunction(scanner: Scanner, doubt: Doubt): readonly SearchExpression[] {
    const operands = [negation(scanner, doubt)];
    while (!scanner.isAtEnd && !scanner.sees(/\)|OR(?![^\s()])/)) {
        // Words side by side must all be found, as with AND between them.
        scanner.match(/AND(?![^\s()])/);
        operands.push(negation(scanner, doubt));
    }
    return operands;
}

function negation(scanner: Scanner, doubt: Doubt): SearchExpression {
    if (scanner.match(/-(?=\S)|NOT(?![^\s()])/) !== undefined) {
        return { kind: "not", operand: negation(scanner, doubt) };
    }
    if (scanner.take("(")) {
        const inner = alternatives(scanner, doubt);
        scanner.expect(")", "in the search");
        return inner;
    }
    return term(scanner);
}

function term(scanner: Scanner): SearchExpression {
    scanner.skipSpace();
    const at = scanner.position;
    const isFullText = scanner.take("*:");
    const key = isFullText ? undefined : scanner.match(fieldKey);
    if (key !== undefined) {
        scanner.expect(":", "after the field");
        const isAttribute = key.startsWith("@");
        const name = unescaped(isAttribute ? key.slice(1) : key);
        return valueOf(scanner, { kind: "field", isAttribute, key: name, at });
    }
    const isQuoted = scanner.sees(/"/);
    const value = isQuoted ? scanner.quoted("a phrase") : scanner.match(word);
    if (value === undefined) {
        return scanner.fail("a word, a phrase or a field is missing", "syntax", at);
    }
    return !isQuoted && (value === "AND" || value === "OR")
        ? scanner.fail(`${value} joins nothing`, "syntax", at)
        : { kind: "text", value: isQuoted ? value : unescaped(value), isQuoted, isFullText, at };
}

type Field = Omit<Extract<SearchExpression, { kind: "field" }>, "value">;

/** `key:value`, or `key:(a OR -b …)`, in which each value stands for a field of its own. */
function valueOf(scanner: Scanner, field: Field): SearchExpression {
    if (scanner.isAtSpace || !scanner.take("(")) {
        return { ...field, value: fieldValue(scanner, field.key) };
    }
    const inner = valueAlternatives(scanner, field);
    scanner.expect(")", `after the values of "${field.key}"`);
    const fields = inner.kind === "or" ? inner.operands : [inner];
    return fields.every((one) => one.kind === "field")
        ? { ...field, value: { kind: "any", values: fields.map(({ value }) => value) } }
        : inner;
}

function valueAlternatives(scanner: Scanner, field: Field): SearchExpression {
    const groups = [valueConjunction(scanner, field)];
    while (scanner.match(/OR(?![^\s()])/) !== undefined) {
        groups.push(valueConjunction(scanner, field));
    }
    return joined(groups, "or");
}

function valueConjunction(scanner: Scanner, field: Field): SearchExpression {
    const operands = [valueNegation(scanner, field)];
    while (!scanner.isAtEnd && !scanner.sees(/\)|OR(?![^\s()])/)) {
        scanner.match(/AND(?![^\s()])/);
        operands.push(valueNegation(scanner, field));
    }
    return joined(operands, "and");
}

function valueNegation(scanner: Scanner, field: Field): SearchExpression {
    if (scanner.match(/-(?=[^\s\d])|NOT(?![^\s()])/) !== undefined) {
        return { kind: "not", operand: valueNegation(scanner, field) };
    }
    if (scanner.take("(")) {
        const inner = valueAlternatives(scanner, field);
        scanner.expect(")", `among the values of "${field.key}"`);
        return inner;
    }
    scanner.skipSpace();
    return { ...field, value: fieldValue(scanner, field.key) };
}

function fieldValue(scanner: Scanner, key: string): FieldValue {
    if (scanner.isAtSpace || scanner.isAtEnd) {
        return scanner.fail(`field "${key}" has no value`);
    }
    if (scanner.sees(/[<>]/)) {
        return comparison(scanner, key);
    }
    if (scanner.sees(/[[{]/)) {
        return range(scanner, key);
    }
    if (scanner.sees(/"/)) {
        return { kind: "text", value: scanner.quoted("a value"), isQuoted: true };
    }
    const value = scanner.match(word) ?? scanner.fail(`field "${key}" has no value`);
    return { kind: "text", value: unescaped(value), isQuoted: false };
}

function comparison(scanner: Scanner, key: string): FieldValue {
    const operator = (scanner.match(/[<>]=?/) ?? ">") as ">" | ">=" | "<" | "<=";
    const at = scanner.position;
    const digits = scanner.match(number) ?? scanner.fail(`"${key}" must be compared with a number`);
    const suffix = scanner.matchHere(/[a-zA-Zµ%]+/);
    if (suffix !== undefined) {
        scanner.fail(`"${digits}${suffix}" has a unit; attributes are plain numbers`, "unit", at);
    }
    return { kind: "comparison", operator, value: Number(digits) };
}

/** `[1 TO 5]`, whose ends may be `*`; `{1 TO 5}` leaves its ends out. */
function range(scanner: Scanner, key: string): FieldValue {
    const text = scanner.match(/\[[^\]}]*\]|\{[^\]}]*\}/) ?? "";
    const found = /^[[{]\s*([+-]?[\d.]+|\*)\s+TO\s+([+-]?[\d.]+|\*)\s*[\]}]$/.exec(text);
    const end = (one: string | undefined, open: number): number =>
        one === "*" ? open : Number(one);
    const [low, high] = [end(found?.[1], -Infinity), end(found?.[2], Infinity)];
    if (Number.isNaN(low) || Number.isNaN(high)) {
        return scanner.fail(`the range of "${key}" must read [low TO high]`);
    }
    return text.startsWith("{")
        ? scanner.fail(`range ${text} without its ends is not supported`, "unsupported")
        : { kind: "range", low, high };
}

function unescaped(text: string): string {
    return text.replace(/\\(.)/g, "$1");
}
