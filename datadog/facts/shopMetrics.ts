import type { MetricFact } from "./metricFact";
import { containerTagsAt } from "./tags";

/*
 * Metrics that exist only because this stack makes them: from the front-end's own /metrics by the
 * OpenMetrics check, and from log lines.
 */

/**
 * Histogram `request_duration_seconds` of front-end 0.3.12: from the middleware to the end of the
 * answer, for every path, probes and static files included. The rebuilt front-end has later code,
 * calls it `http_request_duration_seconds` and counts API routes only; the check has to map both
 * names to this one. Metrics of autodiscovered checks carry low-cardinality tags: no pod_name.
 * Sources: front-end's api/metrics at tag 0.3.12 and at HEAD; OpenMetrics V2's histogram
 * transformer for the suffixes, with `histogram_buckets_as_distributions` and
 * `collect_counters_with_distributions` on.
 */
const fromOpenMetrics = {
    emitter: "openmetrics",
    requires: "openmetrics",
    tags: [...containerTagsAt("low"), "method", "route", "path", "status_code", "endpoint"],
    gaps: "while down",
} as const;

/**
 * Tags that the distribution loses when its percentiles are switched on: paths hold ids, and each
 * value of a tag would cost percentiles of its own. Its sum and its count are metrics apart.
 */
export const tagsWithoutPercentiles = ["route", "path", "upper_bound", "lower_bound"] as const;

/**
 * The broker's queue, as the exporter beside it has it from RabbitMQ, which renews its figures every
 * five seconds. Sources: kbudde/rabbitmq_exporter 1.0.0; OpenMetrics V2 for the ending of a counter.
 */
const fromQueue = {
    emitter: "openmetrics",
    requires: "queue-metrics",
    tags: [...containerTagsAt("low"), "queue", "endpoint"],
    gaps: "while down",
} as const;

/** Log-based metrics carry only the tags that they are grouped by. */
const fromLogs = {
    emitter: "log-based metric",
    requires: "log-metrics",
    gaps: "only under load",
} as const;

/**
 * What users see, from the statistics that Locust writes every 5 s: most failures of a crash never
 * reach a server. Locust's row "Aggregated"; rates are of the last 10 s.
 */
const fromUsers = { ...fromLogs, kind: "distribution", tags: ["kube_namespace"] } as const;

export const shopMetrics: readonly MetricFact[] = [
    {
        ...fromOpenMetrics,
        name: "sockshop.request_duration_seconds",
        tags: fromOpenMetrics.tags.filter(
            (tag) => !tagsWithoutPercentiles.some((one) => one === tag),
        ),
        kind: "distribution",
        unit: "seconds",
        hasPercentiles: true,
        note:
            "The server's view: it begins when the event loop takes the request up. Buckets end " +
            "at 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5 and 10 s.",
    },
    {
        ...fromOpenMetrics,
        name: "sockshop.request_duration_seconds.sum",
        kind: "count",
        unit: "seconds",
        note: "As a rate it is the mean number of requests in progress (Little's law).",
    },
    {
        ...fromOpenMetrics,
        name: "sockshop.request_duration_seconds.count",
        kind: "count",
        unit: "count",
    },
    {
        ...fromQueue,
        name: "sockshop.queue.messages_ready",
        kind: "gauge",
        unit: "count",
        note: "Those that no consumer has been given.",
    },
    { ...fromQueue, name: "sockshop.queue.consumers", kind: "gauge", unit: "count" },
    {
        ...fromQueue,
        name: "sockshop.queue.acknowledged.count",
        kind: "count",
        unit: "count",
        note: "0 while nobody takes any; from the second reading of the exporter on.",
    },
    {
        ...fromLogs,
        name: "sockshop.response_time",
        kind: "distribution",
        unit: "milliseconds",
        tags: ["kube_namespace", "kube_container_name"],
        hasPercentiles: true,
        note: "The attribute @response_time of the front-end's access log: API routes only.",
    },
    { ...fromUsers, name: "sockshop.users.requests_per_second", unit: "per second" },
    { ...fromUsers, name: "sockshop.users.failures_per_second", unit: "per second" },
    {
        ...fromUsers,
        name: "sockshop.users.response_time_mean",
        unit: "milliseconds",
        note: "Over the whole run so far, as Locust prints it; it falls slowly.",
    },
    {
        ...fromLogs,
        name: "sockshop.orders.failed",
        kind: "count",
        unit: "count",
        tags: ["kube_namespace", "kube_container_name"],
        gaps: "only when true",
        note: "One per order that the service orders gave up.",
    },
    {
        ...fromLogs,
        name: "sockshop.orders.paid",
        kind: "count",
        unit: "count",
        tags: ["kube_namespace", "kube_container_name"],
        note: "One per order that payment has authorised.",
    },
];
