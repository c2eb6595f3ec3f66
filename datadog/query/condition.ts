import { type Comparator, comparators } from "./ast";
import type { Scanner } from "./scanner";

/** A plain number; anything stuck to its end is a unit, which Datadog does not know. */
export function plainNumber(scanner: Scanner, what: string): number {
    scanner.skipSpace();
    const at = scanner.position;
    const digits = scanner.match(/[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/);
    if (digits === undefined) {
        return scanner.fail(`${what} must be a number`, "syntax", at);
    }
    const suffix = scanner.matchHere(/[a-zA-Z%µ]+/);
    if (suffix !== undefined) {
        scanner.fail(
            `${what} is "${digits}${suffix}": Datadog takes plain numbers in the metric's own unit`,
            "unit",
            at,
        );
    }
    return Number(digits);
}

/** `> 5` at the end of a monitor's query. */
export function condition(scanner: Scanner): {
    comparator: Comparator;
    threshold: number;
    thresholdAt: number;
} {
    const comparator = comparators.find((one) => scanner.take(one));
    if (comparator === undefined) {
        return scanner.fail(
            scanner.isAtEnd
                ? "there is no comparison with a threshold at the end"
                : `unexpected "${scanner.rest()}" where a comparison should be`,
        );
    }
    scanner.skipSpace();
    const thresholdAt = scanner.position;
    if (scanner.sees(/threshold\b/)) {
        scanner.fail("dynamic threshold (preview) is not supported", "unsupported");
    }
    const threshold = plainNumber(scanner, "the threshold");
    scanner.end("the threshold");
    return { comparator, threshold, thresholdAt };
}
