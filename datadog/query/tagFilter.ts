import type { TagFilter } from "./ast";
import type { Scanner } from "./scanner";

const key = /[@A-Za-z_][\w.\-/@]*/;
const value = /(?:\\.|[^\s,(){}])+/;
const word = /(?:AND|OR|NOT|IN)(?=[\s(])/i;

/**
 * What stands between the braces of a metric, the opening one already taken. Datadog has two
 * notations, which it refuses to mix: `a:b,!c:d`, and AND, OR, NOT, IN with parentheses.
 */
export function tagFilter(scanner: Scanner): TagFilter {
    if (scanner.sees(/\*\s*\}/)) {
        scanner.take("*");
        scanner.expect("}", "after *");
        return { kind: "everything" };
    }
    const filter = isFunctional(scanner) ? alternatives(scanner) : commaList(scanner);
    scanner.expect("}", "at the end of the filter");
    return filter;
}

function isFunctional(scanner: Scanner): boolean {
    const from = scanner.position;
    const text = scanner.text.slice(from, endOfFilter(scanner.text, from));
    // Inside parentheses commas separate the values of IN.
    return /(?:^|[\s)])(?:AND|OR|NOT|IN)(?:[\s(]|$)|^\s*\(/i.test(text);
}

function endOfFilter(text: string, from: number): number {
    const end = text.indexOf("}", from);
    return end === -1 ? text.length : end;
}

function all(operands: readonly TagFilter[], kind: "and" | "or"): TagFilter {
    const [only] = operands;
    return only !== undefined && operands.length === 1 ? only : { kind, operands };
}

function commaList(scanner: Scanner): TagFilter {
    const conditions: TagFilter[] = [];
    do {
        // `*` beside others asks for nothing.
        if (scanner.match(/\*(?=\s*[,}])/) !== undefined) {
            continue;
        }
        const negated = scanner.take("!");
        const condition = tag(scanner);
        conditions.push(negated ? { kind: "not", operand: condition } : condition);
    } while (scanner.take(","));
    return all(conditions, "and");
}

function alternatives(scanner: Scanner): TagFilter {
    const operands = [conjunction(scanner)];
    while (scanner.match(/OR(?=[\s(])/i) !== undefined) {
        operands.push(conjunction(scanner));
    }
    if (operands.length > 1 && operands.some(({ isJoined }) => isJoined)) {
        scanner.fail(
            "AND beside OR in a filter needs parentheses: no document says which is first",
            "unsupported",
        );
    }
    return all(
        operands.map(({ filter }) => filter),
        "or",
    );
}

/** Conditions joined by AND, and whether there was more than one. */
function conjunction(scanner: Scanner): { filter: TagFilter; isJoined: boolean } {
    const operands = [negation(scanner)];
    while (scanner.match(/AND(?=[\s(])/i) !== undefined) {
        operands.push(negation(scanner));
    }
    if (scanner.sees(/,/)) {
        scanner.fail("a comma cannot stand beside AND, OR, NOT or IN");
    }
    return { filter: all(operands, "and"), isJoined: operands.length > 1 };
}

function negation(scanner: Scanner): TagFilter {
    if (scanner.sees(/!/)) {
        scanner.fail("! cannot stand beside AND, OR, NOT or IN: write NOT");
    }
    if (scanner.match(/NOT(?=[\s(])/i) !== undefined) {
        return { kind: "not", operand: negation(scanner) };
    }
    if (scanner.take("(")) {
        const inner = alternatives(scanner);
        scanner.expect(")", "in the filter");
        return inner;
    }
    return membership(scanner);
}

/** `key:value`, `key IN (a,b)` or `key NOT IN (a,b)`. */
function membership(scanner: Scanner): TagFilter {
    const before = scanner.position;
    const at = skipTo(scanner);
    const name = scanner.match(key);
    const isNot = scanner.sees(/NOT\s+IN(?=[\s(])/i);
    if (
        name === undefined ||
        scanner.match(isNot ? /NOT\s+IN(?=[\s(])/i : /IN(?=[\s(])/i) === undefined
    ) {
        scanner.rewind(before);
        return tag(scanner);
    }
    scanner.expect("(", "after IN");
    const values: string[] = [];
    do {
        values.push(scanner.match(value) ?? scanner.fail("a value of IN is missing"));
    } while (scanner.take(","));
    scanner.expect(")", "after the values of IN");
    const condition: TagFilter = { kind: "in", key: name, values, at };
    return isNot ? { kind: "not", operand: condition } : condition;
}

function tag(scanner: Scanner): TagFilter {
    const at = skipTo(scanner);
    if (scanner.sees(/\$/)) {
        scanner.fail("template variable is not supported", "unsupported");
    }
    if (scanner.sees(/["']/)) {
        scanner.fail("a tag in quotes is not supported", "unsupported");
    }
    const name = scanner.sees(word) ? undefined : scanner.match(key);
    if (name === undefined) {
        return scanner.fail("a tag like key:value is missing");
    }
    if (scanner.matchHere(/:/) === undefined) {
        return scanner.fail(`tag "${name}" without a value is not supported`, "unsupported", at);
    }
    if (scanner.sees(/\$\w/)) {
        scanner.fail("template variable is not supported", "unsupported");
    }
    if (scanner.sees(/["']/)) {
        scanner.fail(`the value of tag "${name}" in quotes is not supported`, "unsupported");
    }
    const content = scanner.match(value) ?? scanner.fail(`tag "${name}" has no value`);
    return { kind: "tag", key: name, value: content, at };
}

function skipTo(scanner: Scanner): number {
    scanner.skipSpace();
    return scanner.position;
}
