import type { Comparator } from "../../query/ast";

export function compares(value: number, comparator: Comparator, threshold: number): boolean {
    switch (comparator) {
        case ">":
            return value > threshold;
        case ">=":
            return value >= threshold;
        case "<":
            return value < threshold;
        case "<=":
            return value <= threshold;
        case "==":
            return value === threshold;
        case "!=":
            return value !== threshold;
    }
}

/** Whether a value has come back far enough: Datadog's table of recovery conditions. */
export function hasRecovered(value: number, comparator: Comparator, recovery: number): boolean {
    switch (comparator) {
        case ">":
            return value <= recovery;
        case ">=":
            return value < recovery;
        case "<":
            return value >= recovery;
        case "<=":
            return value > recovery;
        default:
            return true;
    }
}
