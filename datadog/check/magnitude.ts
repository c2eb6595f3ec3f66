import { metricFact } from "../facts/metrics";
import { type Dimension, type Unit, units } from "../facts/units";
import type { ArithmeticOperator, MetricExpression, MetricSelector } from "../query/ast";

/** What the numbers of an expression mean: a unit, or a mere constant. */
export type Magnitude =
    { readonly kind: "constant"; readonly value: number } | ({ readonly kind: "quantity" } & Unit);

/** Two quantities that cannot be added. */
export class UnitMismatch extends Error {}

/** The unit of an expression; undefined when it has a metric that nobody knows. */
export function magnitudeOf(expression: MetricExpression): Magnitude | undefined {
    switch (expression.kind) {
        case "number":
            return { kind: "constant", value: expression.value };
        case "call":
            return magnitudeOf(expression.argument);
        case "selector":
            return ofSelector(expression);
        case "arithmetic": {
            const left = magnitudeOf(expression.left);
            const right = magnitudeOf(expression.right);
            return left === undefined || right === undefined
                ? undefined
                : combined(expression.operator, left, right);
        }
    }
}

function ofSelector({ metric, aggregator, modifiers }: MetricSelector): Magnitude | undefined {
    const fact = metricFact(metric);
    if (fact === undefined) {
        return undefined;
    }
    const unit: Unit = aggregator === "count" ? units.count : units[fact.unit];
    const isRate = modifiers.some(({ name }) => name === "as_rate") && fact.kind === "count";
    return {
        kind: "quantity",
        ...unit,
        dimensions: isRate ? times(unit.dimensions, { second: -1 }, 1) : unit.dimensions,
    };
}

function combined(operator: ArithmeticOperator, left: Magnitude, right: Magnitude): Magnitude {
    if (operator === "+" || operator === "-") {
        return added(left, right);
    }
    const sign = operator === "*" ? 1 : -1;
    if (left.kind === "constant") {
        return right.kind === "constant"
            ? { kind: "constant", value: left.value * right.value ** sign }
            : scaled(left.value, right, sign);
    }
    // Multiplying by 1000 turns a number of seconds into one of milliseconds.
    if (right.kind === "constant") {
        return { ...left, scale: left.scale / right.value ** sign };
    }
    const dimensions = times(left.dimensions, right.dimensions, sign);
    const isShare = sign === -1 && Object.keys(dimensions).length === 0;
    return {
        kind: "quantity",
        dimensions,
        scale: left.scale * right.scale ** sign,
        isFraction: isShare,
    };
}

function added(left: Magnitude, right: Magnitude): Magnitude {
    if (left.kind === "constant" || right.kind === "constant") {
        return left.kind === "constant" ? right : left;
    }
    if (!isSame(left, right)) {
        throw new UnitMismatch();
    }
    return left;
}

function isSame(left: Unit, right: Unit): boolean {
    const difference = times(left.dimensions, right.dimensions, -1);
    return Object.keys(difference).length === 0 && Math.abs(left.scale / right.scale - 1) < 1e-9;
}

/** A number times a quantity, or divided by it. */
function scaled(factor: number, { dimensions, scale, isFraction }: Unit, sign: 1 | -1): Magnitude {
    return {
        kind: "quantity",
        dimensions: times({}, dimensions, sign),
        scale: scale ** sign / factor,
        isFraction: isFraction === true && sign === 1,
    };
}

/** The product of two units' dimensions, the second to the power of `sign`. */
function times(
    left: Unit["dimensions"],
    right: Unit["dimensions"],
    sign: 1 | -1,
): Partial<Record<Dimension, number>> {
    const keys = new Set([...Object.keys(left), ...Object.keys(right)] as Dimension[]);
    const product = [...keys].map((key): [Dimension, number] => [
        key,
        (left[key] ?? 0) + sign * (right[key] ?? 0),
    ]);
    return Object.fromEntries(product.filter(([, exponent]) => exponent !== 0));
}
