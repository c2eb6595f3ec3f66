import type { MetricExpression, MetricSelector } from "../../query/ast";
import { selectorsOf } from "../../query/walk";
import type { EvidenceIndex } from "../data/evidenceIndex";
import { hasModifier, kindOf } from "./selector";

/**
 * Whether a query counts something, ratios of counts included: then what is missing can be 0.
 * Datadog takes queries with default_zero(), rates and distributions for others ("Configure
 * monitors", No data).
 */
export function isCountQuery(expression: MetricExpression, index: EvidenceIndex): boolean {
    const selectors = selectorsOf(expression);
    return (
        selectors.length > 0 &&
        selectors.every(
            ({ selector, within }) =>
                !within.some((name) => zeroFilling.includes(name)) &&
                isCount(selector, kindOf(selector, index)),
        )
    );
}

/** The second is the older name of the first. */
const zeroFilling: readonly string[] = ["default_zero", "default"];

function isCount(selector: MetricSelector, kind: ReturnType<typeof kindOf>): boolean {
    switch (kind) {
        case "count":
            return !hasModifier(selector, "as_rate");
        case "distribution":
            // How many values it has; its other figures are measures.
            return hasModifier(selector, "as_count") || isNumberOfValues(selector);
        default:
            return false;
    }
}

function isNumberOfValues(selector: MetricSelector): boolean {
    return selector.aggregator === "count" && !hasModifier(selector, "as_rate");
}
