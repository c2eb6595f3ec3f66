import {
    type ArithmeticOperator,
    type MetricExpression,
    type MetricSelector,
    type Modifier,
    type SpaceAggregator,
} from "./ast";
import { plainNumber } from "./condition";
import { isMetricFunction, parametersOf } from "./functions";
import type { Scanner } from "./scanner";
import { tagFilter } from "./tagFilter";

const metricName = /[A-Za-z][\w.]*/;
const modifierNames: readonly Modifier["name"][] = ["as_count", "as_rate", "fill", "rollup"];

/** Sums and differences of products, with the usual precedence. */
export function metricExpression(scanner: Scanner): MetricExpression {
    return chain(scanner, ["+", "-"], () => chain(scanner, ["*", "/"], () => factor(scanner)));
}

function chain(
    scanner: Scanner,
    operators: readonly ArithmeticOperator[],
    operand: () => MetricExpression,
): MetricExpression {
    let left = operand();
    for (;;) {
        scanner.skipSpace();
        const at = scanner.position;
        const operator = operators.find((one) => scanner.take(one));
        if (operator === undefined) {
            return left;
        }
        left = { kind: "arithmetic", operator, left, right: operand(), at };
    }
}

function factor(scanner: Scanner): MetricExpression {
    if (scanner.take("(")) {
        const inner = metricExpression(scanner);
        scanner.expect(")", "in the expression");
        return inner;
    }
    scanner.skipSpace();
    const at = scanner.position;
    if (scanner.sees(/[+-]?[\d.]/)) {
        return { kind: "number", value: plainNumber(scanner, "a factor"), at };
    }
    if (scanner.take("-")) {
        const minusOne = { kind: "number", value: -1, at } as const;
        return { kind: "arithmetic", operator: "*", left: minusOne, right: factor(scanner), at };
    }
    if (scanner.sees(/count\s*\(\s*v\s*:/)) {
        return scanner.fail("threshold query count(v: …) is not supported", "unsupported", at);
    }
    if (scanner.sees(/[A-Za-z]\w*\s*\(/)) {
        return call(scanner, at);
    }
    return selector(scanner, at);
}

function call(scanner: Scanner, at: number): MetricExpression {
    const name = scanner.match(/\w+/) ?? "";
    if (!isMetricFunction(name)) {
        const why = `function ${name}() is not one of those of Datadog that are known here`;
        return scanner.fail(why, "unsupported", at);
    }
    scanner.expect("(", `after ${name}`);
    const argument = metricExpression(scanner);
    const parameters = parametersOfCall(scanner, name);
    scanner.expect(
        ")",
        `after the ${parameters.length > 0 ? "arguments" : "argument"} of ${name}()`,
    );
    return { kind: "call", name, argument, parameters, at };
}

const parameter = /(?:\w+\s*=\s*)?(?:'[^']*'|"[^"]*"|[^\s,()'"]+)/;
const inWords = ["one argument", "two arguments"];

function parametersOfCall(scanner: Scanner, name: string): readonly string[] {
    const expected = parametersOf(name);
    const parameters: string[] = [];
    while (parameters.length !== expected && scanner.take(",")) {
        const text =
            scanner.match(parameter) ?? scanner.fail(`a parameter of ${name}() is missing`);
        if (expected !== undefined && Number.isNaN(Number(text))) {
            scanner.fail(`${name}() takes a number, and not ${text}`);
        }
        parameters.push(text);
    }
    if (expected !== undefined && (scanner.sees(/,/) || parameters.length < expected)) {
        scanner.fail(`${name}() takes ${inWords[expected] ?? ""}`);
    }
    return parameters;
}

function selector(scanner: Scanner, at: number): MetricSelector {
    const aggregator = spaceAggregator(scanner);
    const metric = scanner.match(metricName);
    if (metric === undefined) {
        return scanner.fail(`unexpected "${scanner.rest()}" where a metric should be`);
    }
    if (scanner.sees(/:/)) {
        return scanner.fail(`"${metric}" is not a space aggregator`, "syntax", at);
    }
    scanner.expect("{", `after the metric ${metric}: its filter, or {*}`);
    const filter = tagFilter(scanner);
    const by = grouping(scanner);
    return { kind: "selector", aggregator, metric, filter, by, modifiers: modifiers(scanner), at };
}

function spaceAggregator(scanner: Scanner): SpaceAggregator | undefined {
    const prefix = scanner.match(/(?:avg|sum|min|max|count|p\d{2}(?:\.\d{1,2})?)\s*:/);
    return prefix?.replace(/\s*:$/, "") as SpaceAggregator | undefined;
}

function grouping(scanner: Scanner): readonly string[] {
    if (scanner.match(/by\b/i) === undefined) {
        return [];
    }
    scanner.expect("{", 'after "by"');
    const keys: string[] = [];
    do {
        keys.push(
            scanner.match(/[A-Za-z_@][\w.\-/@]*/) ?? scanner.fail("a tag to group by is missing"),
        );
    } while (scanner.take(","));
    scanner.expect("}", "after the tags to group by");
    return keys;
}

function modifiers(scanner: Scanner): readonly Modifier[] {
    const found: Modifier[] = [];
    while (scanner.sees(/\./)) {
        found.push(modifier(scanner));
    }
    if (scanner.sees(/by\b/)) {
        scanner.fail('"by" after a modifier is not supported: it stands before', "unsupported");
    }
    return found;
}

function modifier(scanner: Scanner): Modifier {
    scanner.skipSpace();
    const at = scanner.position;
    const name = scanner.match(/\.\w+/)?.slice(1) ?? "";
    const known = modifierNames.find((one) => one === name);
    if (known === undefined) {
        return scanner.fail(`modifier .${name} is not supported`, "unsupported", at);
    }
    const list = scanner.match(/\((?:[^()]|\([^()]*\))*\)/);
    if (list === undefined) {
        return scanner.fail(`.${name} needs parentheses`, "syntax", at);
    }
    const items = list
        .slice(1, -1)
        .split(",")
        .map((one) => one.trim().replace(/^(["'])(.*)\1$/, "$2"));
    const calendar = items.find(
        (one) => known === "rollup" && /^(?:dai|week|month|year)ly$/.test(one),
    );
    if (calendar !== undefined) {
        return scanner.fail(
            `rollup by the calendar (${calendar}) is not supported`,
            "unsupported",
            at,
        );
    }
    return { name: known, arguments: items.filter((one) => one !== ""), at };
}
