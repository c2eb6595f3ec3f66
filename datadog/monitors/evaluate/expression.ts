import type { MetricExpression } from "../../query/ast";
import { arithmeticSource } from "./arithmetic";
import { emptyRow, type Source } from "./rows";
import { type CompileContext, isAskedAsCount, kindOf, selectorSource } from "./selector";

/** An expression over metrics as rows of a window. */
export function expressionSource(expression: MetricExpression, context: CompileContext): Source {
    switch (expression.kind) {
        case "selector":
            return selectorSource(expression, context);
        case "number":
            return constant(expression.value);
        case "call":
            return call(expression, context);
        case "arithmetic":
            return arithmetic(expression, context);
    }
}

type Call = Extract<MetricExpression, { kind: "call" }>;
type Arithmetic = Extract<MetricExpression, { kind: "arithmetic" }>;

function constant(value: number): Source {
    return {
        by: [],
        groups: () => new Map([["*", 0]]),
        rows: (range) => new Map([["*", emptyRow(range).fill(value)]]),
    };
}

function call({ name, argument, at }: Call, context: CompileContext): Source {
    switch (name) {
        case "exclude_null":
            // Groups that lack a tag are none in a monitor anyway.
            return expressionSource(argument, context);
        case "default_zero":
            return zeroFilled(expressionSource(argument, context));
        case "monotonic_diff":
            return argument.kind === "selector"
                ? selectorSource(argument, context, true)
                : context.unsupported("monotonic_diff() of more than one metric", at);
    }
}

/** Gaps count as 0 from when a group is known; of what was never seen there is nothing to fill. */
function zeroFilled(source: Source): Source {
    return {
        ...source,
        rows: (range, asOf) => {
            const rows = source.rows(range, asOf);
            return new Map(
                [...source.groups(asOf).keys()].map((group) => [
                    group,
                    (rows.get(group) ?? emptyRow(range)).map((one) =>
                        Number.isNaN(one) ? 0 : one,
                    ),
                ]),
            );
        },
    };
}

/** Counts that are queried as such are aligned as 0 with what they are combined with. */
function operand(expression: MetricExpression, context: CompileContext): Source {
    const source = expressionSource(expression, context);
    const isAligned =
        expression.kind === "selector" &&
        isAskedAsCount(expression) &&
        kindOf(expression, context.index) === "count";
    return isAligned ? { ...zeroFilled(source), isZeroWithout: true } : source;
}

function arithmetic(expression: Arithmetic, context: CompileContext): Source {
    const left = operand(expression.left, context);
    const right = operand(expression.right, context);
    return (
        arithmeticSource(left, right, expression.operator) ??
        context.unsupported(
            `arithmetic between groups by {${left.by.join()}} and by {${right.by.join()}}`,
            expression.at,
        )
    );
}
