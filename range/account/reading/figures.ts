import { aggregate } from "../../../datadog/monitors/evaluate/rows";
import type { AttributeValue } from "../../../datadog/pipeline/processedLog";

/** What can be computed of records, as the API spells it. */
export const aggregations = [
    "count",
    "cardinality",
    "sum",
    "min",
    "max",
    "avg",
    "median",
    "pc75",
    "pc90",
    "pc95",
    "pc98",
    "pc99",
] as const;

export type Aggregation = (typeof aggregations)[number];

/** One figure of what was measured; undefined where there is nothing to compute it of. */
export function figureOf(
    aggregation: Aggregation,
    measured: readonly AttributeValue[],
): number | undefined {
    switch (aggregation) {
        case "count":
            return measured.length;
        case "cardinality":
            return new Set(measured).size;
        case "median":
            return quantileOf(numbersIn(measured), 0.5);
        case "pc75":
        case "pc90":
        case "pc95":
        case "pc98":
        case "pc99":
            return quantileOf(numbersIn(measured), Number(aggregation.slice(2)) / 100);
        default:
            return aggregate(Float64Array.from(numbersIn(measured)), aggregation);
    }
}

function numbersIn(values: readonly AttributeValue[]): readonly number[] {
    return values.filter((one) => typeof one === "number");
}

/** The value below which that share of them lies; the nearest of those that are there. */
function quantileOf(values: readonly number[], share: number): number | undefined {
    const sorted = values.toSorted((one, other) => one - other);
    return sorted[Math.round(share * (sorted.length - 1))];
}
