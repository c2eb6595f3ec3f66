import { type PlausibleRange, plausibleRanges, type Unit } from "../facts/units";
import { metricFact } from "../facts/metrics";
import type { MetricQuery } from "../query/ast";
import { caution, type Finding, refused } from "./finding";
import { type Magnitude, magnitudeOf, UnitMismatch } from "./magnitude";

/** Whether the threshold can be meant in the unit that the query's numbers have. */
export function checkUnits(query: MetricQuery, isForeign = false): readonly Finding[] {
    const magnitude = safely(query);
    if (magnitude === "mismatch") {
        return [
            refused("mixed-units", "quantities of different units are added; convert one of them"),
        ];
    }
    if (magnitude?.kind !== "quantity" || query.threshold === 0 || isPercentChange(query)) {
        return [];
    }
    const slip = scaleSlip(magnitude);
    return slip === undefined ? checkRange(query, magnitude, isForeign) : [refused("unit", slip)];
}

/** The magnitude of a query's numbers; undefined when it cannot be told. */
export function quantityOf(query: MetricQuery): Unit | undefined {
    const magnitude = safely(query);
    return magnitude === "mismatch" || magnitude?.kind !== "quantity" ? undefined : magnitude;
}

function safely({ expression }: MetricQuery): Magnitude | "mismatch" | undefined {
    try {
        return magnitudeOf(expression);
    } catch (error) {
        if (error instanceof UnitMismatch) {
            return "mismatch";
        }
        throw error;
    }
}

function isPercentChange({ aggregation }: MetricQuery): boolean {
    return aggregation.kind === "change" && aggregation.isRelative;
}

/** A share is between 0 and 1, or in percent; anything else is two units of one kind. */
function scaleSlip({ isFraction, scale }: Unit): string | undefined {
    const isPlain = [1, 0.01].some((one) => Math.abs(scale / one - 1) < 1e-9);
    if (isFraction !== true || isPlain) {
        return undefined;
    }
    const factor = scale < 1 ? 1 / scale : scale;
    return (
        "the two sides of the division have different units: the result is off by a factor of " +
        `${Number(factor.toPrecision(6))}. Usage is in nanocores, limits and requests in cores`
    );
}

/** Other clusters are larger than the shop's, and their sums are too; no share is above the whole. */
const othersAreLarger = 1e4;

function checkRange(
    { threshold, thresholdAt }: MetricQuery,
    unit: Unit,
    isForeign: boolean,
): readonly Finding[] {
    const range = rangeOf(unit);
    const value = Math.abs(threshold) * unit.scale;
    const factor = isForeign && unit.isFraction !== true ? othersAreLarger : 1;
    if (range === undefined || (value >= range.lowest && value <= range.highest)) {
        return [];
    }
    const isConceivable = value >= range.lowest && value <= range.highest * factor;
    if (isConceivable && range !== plausibleRanges.time) {
        return [];
    }
    const size = value < range.lowest ? "small" : "large";
    // Somebody's requests may take minutes; seconds for milliseconds are more likely.
    const told = isConceivable ? caution : refused;
    return [
        told(
            "unit",
            `${threshold} is far too ${size} in the unit of the metric: it stands for ` +
                `${inWords(value, unit)}. ${range.example}`,
            thresholdAt,
        ),
    ];
}

function rangeOf({ dimensions, isFraction }: Unit): PlausibleRange | undefined {
    switch (JSON.stringify(dimensions)) {
        case '{"core":1}':
            return plausibleRanges.cpu;
        case '{"byte":1}':
            return plausibleRanges.memory;
        case '{"second":1}':
            return plausibleRanges.time;
        default:
            return isFraction === true ? plausibleRanges.fraction : undefined;
    }
}

function inWords(value: number, { dimensions, isFraction }: Unit): string {
    const amount = Number(value.toPrecision(3));
    const [dimension] = Object.keys(dimensions);
    return isFraction === true ? `${amount * 100} %` : `${amount} ${dimension ?? ""}s`;
}

/** Functions that leave what is counted or measured at 0 or above. */
const keepSign: readonly string[] = ["default_zero", "default", "exclude_null", "abs"];

/** Whether the values of a known metric, which are never negative, would have to be. */
export function checkBelowZero(query: MetricQuery): readonly Finding[] {
    const { aggregation, comparator, threshold, thresholdAt } = query;
    let { expression } = query;
    while (expression.kind === "call" && keepSign.includes(expression.name)) {
        expression = expression.argument;
    }
    const asksForLess =
        (comparator === "<" && threshold <= 0) || (comparator === "<=" && threshold < 0);
    return asksForLess &&
        aggregation.kind === "window" &&
        expression.kind === "selector" &&
        metricFact(expression.metric) !== undefined
        ? [refused("unreachable", `${expression.metric} is never below 0`, thresholdAt)]
        : [];
}

/** Whether `default_zero` makes the very alert that it is meant to end. */
export function zeroFires({ comparator, threshold }: MetricQuery): boolean {
    const tests: Readonly<Record<string, boolean>> = {
        ">": threshold < 0,
        ">=": threshold <= 0,
        "<": threshold > 0,
        "<=": threshold >= 0,
        "==": threshold === 0,
        "!=": threshold !== 0,
    };
    return tests[comparator] === true;
}

export function checkDefaultZero(query: MetricQuery, hasDefaultZero: boolean): readonly Finding[] {
    return hasDefaultZero && zeroFires(query)
        ? [caution("missing-data", "default_zero() sets the alert off whenever data is missing")]
        : [];
}
