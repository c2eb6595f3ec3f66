import { metricFact } from "../../../datadog/facts/metrics";

/**
 * Whether the world makes the metric itself: a line for each request would cost more than all else,
 * so it counts them where they arise. Such a metric is there as soon as the account has it
 * configured, its past included.
 */
export function isMadeBySender(metric: string): boolean {
    return metricFact(metric)?.requires === "log-metrics";
}
