import type { FieldValue, ParsedSearch, SearchExpression } from "./ast";
import type { Scanner } from "./scanner";

/** A word of a value or of free text: ends at white space and parentheses. */
const word = /(?:\\.|[^\s()"\\])+/;
const fieldKey = /@?[A-Za-z_][\w.\-/]*(?=:)/;
const number = /[+-]?\d+(?:\.\d+)?/;

interface Doubt {
    /** Where AND and OR first stand side by side. */
    at: number | undefined;
}

/** A search of logs or events, up to the end of the text. */
export function search(scanner: Scanner): ParsedSearch {
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
        const name = isAttribute ? key.slice(1) : key;
        return { kind: "field", isAttribute, key: name, value: fieldValue(scanner, key), at };
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

function fieldValue(scanner: Scanner, key: string): FieldValue {
    if (scanner.isAtSpace || scanner.isAtEnd) {
        return scanner.fail(`field "${key}" has no value`);
    }
    if (scanner.sees(/[<>]/)) {
        return comparison(scanner, key);
    }
    if (scanner.sees(/\[/)) {
        return range(scanner, key);
    }
    if (scanner.take("(")) {
        const values = [fieldValue(scanner, key)];
        while (scanner.match(/OR(?![^\s()])/) !== undefined) {
            values.push(listed(scanner, key));
        }
        scanner.expect(")", `after the values of "${key}", which OR joins`);
        return { kind: "any", values };
    }
    return listed(scanner, key);
}

function listed(scanner: Scanner, key: string): FieldValue {
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

function range(scanner: Scanner, key: string): FieldValue {
    const found = /^\[\s*([+-]?[\d.]+)\s+TO\s+([+-]?[\d.]+)\s*\]$/.exec(
        scanner.match(/\[[^\]]*\]/) ?? "",
    );
    const [low, high] = [Number(found?.[1]), Number(found?.[2])];
    return Number.isNaN(low + high)
        ? scanner.fail(`the range of "${key}" must read [low TO high]`)
        : { kind: "range", low, high };
}

function unescaped(text: string): string {
    return text.replace(/\\(.)/g, "$1");
}
