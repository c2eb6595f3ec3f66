import type { UnitName } from "./units";

/**
 * How values come about, which decides what can be done with them. A rate is a counter that the
 * agent has turned into a value per second; Datadog keeps it like a gauge, and fills gaps between
 * the points of both by straight lines of up to five minutes unless told not to.
 */
export type MetricKind = "gauge" | "rate" | "count" | "distribution";

/** What must be there for a metric to exist at all. */
export type Requirement =
    /** A node agent with its default checks. */
    | "agent"
    /** The cluster agent with kubernetes_state_core, which the Helm chart switches on. */
    | "kube-state"
    /** The OpenMetrics check on the front-end: comes with `observability=full`. */
    | "openmetrics"
    /** The OpenMetrics check on the broker's exporter: comes with `observability`. */
    | "queue-metrics"
    /** The agent collects logs, and our log-based metrics exist. */
    | "log-metrics"
    /** A tracer in the front-end; the shop's images have none. */
    | "apm";

/**
 * When a series has no points. It decides whether a full window may be asked for, and what missing
 * data means: with "only when true", silence is good news.
 */
export type Gaps =
    | "none"
    /** Nothing is reported while the container is down, as in back-off. */
    | "while down"
    /** Reported only as long as something is the case. */
    | "only when true"
    /** Reported only while requests come in. */
    | "only under load";

export interface MetricFact {
    readonly name: string;
    readonly kind: MetricKind;
    readonly unit: UnitName;
    /** The check or product that emits it. */
    readonly emitter: string;
    readonly requires: Requirement;
    /** Every tag that a series can carry. */
    readonly tags: readonly string[];
    readonly gaps: Gaps;
    /** Tags with a closed list of values, in the spelling that queries need. */
    readonly values?: Readonly<Record<string, readonly string[]>>;
    /** Grows over the life of a pod: only its change says that something happened. */
    readonly isCumulative?: boolean;
    /** A distribution with percentiles switched on. */
    readonly hasPercentiles?: boolean;
    /** What to know before trusting it. */
    readonly note?: string;
    /** Said to whoever queries it, because it is easily mistaken. */
    readonly caution?: string;
}
