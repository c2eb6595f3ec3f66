/*
 * Types of monitors whose data is none of the evidence: metrics, logs, events and requests. Source:
 * the enumeration MonitorType of Datadog's API v1.
 */

const products: Readonly<Record<string, string>> = {
    "service check": "what a check of the agent or of an integration says",
    "process alert": "live processes",
    "synthetics alert": "synthetic tests",
    "rum alert": "real user monitoring",
    "trace-analytics alert": "spans of APM",
    "audit alert": "the audit trail",
    "ci-pipelines alert": "CI pipelines",
    "ci-tests alert": "CI tests",
    "error-tracking alert": "error tracking",
    "database-monitoring alert": "database monitoring",
    "network-performance alert": "network performance",
    "network-path alert": "network paths",
    "cost alert": "cloud costs",
    "data-quality alert": "data quality",
    "data-jobs alert": "data jobs",
    "llm-observability alert": "LLM observability",
};

/** Why monitors of a type cannot be evaluated; undefined for those that the query decides about. */
export function productReason(type: string): string | undefined {
    const product = products[type];
    return product === undefined
        ? undefined
        : `${type} is not supported: it watches ${product}, which the evidence has nothing of`;
}
