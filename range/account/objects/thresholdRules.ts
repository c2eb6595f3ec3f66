/** What Datadog refuses in a monitor's thresholds. */
import type { Comparator, MonitorQuery } from "../../../datadog/query/ast";
import { refusal } from "../http/exchange";
import type { MonitorBody } from "./monitorBody";

/** The texts are those of the API, as users have reported them. */
export function checkThresholds(query: MonitorQuery, { options }: MonitorBody): void {
    const { thresholds } = options;
    if (query.kind === "composite" || thresholds === undefined || thresholds === null) {
        return;
    }
    const given = Object.keys(thresholds).filter(
        (key) => thresholds[key] !== undefined && thresholds[key] !== null,
    );
    if (given.length === 0) {
        return;
    }
    const { critical } = thresholds;
    if (critical === undefined || critical === null) {
        throw refusal(400, "Alert status is required.");
    }
    if (critical !== query.threshold) {
        throw refusal(
            400,
            `Alert threshold (${asFloat(critical)}) does not match that used in the query ` +
                `(${asFloat(query.threshold)}).`,
        );
    }
    const recoveries = given.filter((key) => key.endsWith("_recovery"));
    if (query.kind === "events" && recoveries.length > 0) {
        throw refusal(400, `Invalid threshold statuses found: ${recoveries.join(", ")}.`);
    }
    checkSides(query.comparator, { ...thresholds, critical });
}

type Numbers = Readonly<
    Record<"critical" | "warning" | "critical_recovery" | "warning_recovery", unknown>
>;

function checkSides(comparator: Comparator, thresholds: Partial<Numbers>): void {
    const { critical, warning } = thresholds;
    const pairs = [
        ["alert", critical, thresholds.critical_recovery],
        ["warning", warning, thresholds.warning_recovery],
    ] as const;
    for (const [status, threshold, recovery] of pairs) {
        if (!isOnHealthySide(comparator, recovery, threshold)) {
            throw refusal(
                400,
                `${status} and ${status} recovery criteria are such that the monitor can be ` +
                    `simultaneously in ${status} and ${status} recovery states`,
            );
        }
    }
    if (!isOnHealthySide(comparator, warning, critical)) {
        throw refusal(400, "The warning threshold is beyond the alert threshold");
    }
}

/** Also when there is nothing to compare. */
function isOnHealthySide(comparator: Comparator, value: unknown, threshold: unknown): boolean {
    if (typeof value !== "number" || typeof threshold !== "number") {
        return true;
    }
    switch (comparator) {
        case ">":
            // At the threshold itself the monitor is not in alert.
            return value <= threshold;
        case ">=":
            return value < threshold;
        case "<":
            return value >= threshold;
        case "<=":
            return value > threshold;
        default:
            return true;
    }
}

/** As Python prints it. */
function asFloat(value: number): string {
    return Number.isInteger(value) ? `${value}.0` : String(value);
}
