import type { MetricExpression } from "../../query/ast";
import { shiftOf } from "../../query/functions";
import { arithmeticSource } from "./arithmetic";
import { mapped, pointwise, shifted } from "./functions";
import { graphFunction } from "./graphFunctions";
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

const orZero = (value: number): number => (Number.isNaN(value) ? 0 : value);

type Call = Extract<MetricExpression, { kind: "call" }>;
type Arithmetic = Extract<MetricExpression, { kind: "arithmetic" }>;

function constant(value: number): Source {
    return {
        by: [],
        groups: () => new Map([["*", 0]]),
        rows: (range) => new Map([["*", emptyRow(range).fill(value)]]),
    };
}

function call({ name, argument, parameters, at }: Call, context: CompileContext): Source {
    const change = pointwise(name, parameters);
    if (change !== undefined) {
        return mapped(expressionSource(argument, context), change);
    }
    const shift = shiftOf(name, parameters);
    if (shift !== undefined) {
        return timeShift(expressionSource(argument, context), shift, at, context);
    }
    switch (name) {
        case "exclude_null":
            // Groups that lack a tag are none in a monitor anyway.
            return expressionSource(argument, context);
        case "monotonic_diff":
            return argument.kind === "selector"
                ? selectorSource(argument, context, true)
                : context.unsupported("monotonic_diff() of more than one metric", at);
        default:
            return (
                ofGraphs({ name, argument, parameters }, context) ??
                context.unsupported(`function ${name}()`, at)
            );
    }
}

function ofGraphs(
    { name, argument, parameters }: Pick<Call, "name" | "argument" | "parameters">,
    context: CompileContext,
): Source | undefined {
    return context.isGraph === true
        ? graphFunction(name, parameters, expressionSource(argument, context), context.grid)
        : undefined;
}

function timeShift(
    source: Source,
    seconds: number,
    at: number,
    { grid, unsupported }: CompileContext,
): Source {
    return seconds % grid.stepSeconds === 0 && seconds >= 0
        ? shifted(source, seconds / grid.stepSeconds)
        : unsupported(`time shift of ${seconds} s in steps of other length`, at);
}

/** Counts that are queried as such are aligned as 0 with what they are combined with. */
function operand(expression: MetricExpression, context: CompileContext): Source {
    const source = expressionSource(expression, context);
    return isCounted(expression, context)
        ? { ...mapped(source, orZero), isZeroWithout: true }
        : source;
}

/** Also with a function around it that makes nothing else of it. */
function isCounted(expression: MetricExpression, context: CompileContext): boolean {
    switch (expression.kind) {
        case "selector":
            return isAskedAsCount(expression) && kindOf(expression, context.index) === "count";
        case "call":
            return neutral.includes(expression.name) && isCounted(expression.argument, context);
        default:
            return false;
    }
}

const neutral: readonly string[] = ["default_zero", "default", "exclude_null"];

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
