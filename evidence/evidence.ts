/*
 * What happened in a run: measured in a real cluster, or simulated. Times are seconds since the
 * epoch, UTC. Metrics have the names, units and tags that Datadog has for them.
 */

export type Tags = Readonly<Record<string, string>>;

/** One series of a gauge, rate or count; one value per interval at most. */
export interface Series {
    readonly metric: string;
    readonly tags: Tags;
    readonly intervalSeconds: number;
    /** Ascending. A time without a point is a gap: nothing was reported. */
    readonly times: readonly number[];
    readonly values: readonly number[];
}

/**
 * All values of an interval, as a histogram whose bins grow by a constant factor: any percentile
 * over any number of intervals and series is right to one percent.
 */
export interface Sketch {
    readonly count: number;
    readonly sum: number;
    readonly min: number;
    readonly max: number;
    /** Index and count; evidence/sketch.ts says what values a bin covers. Ascending by index. */
    readonly bins: readonly (readonly [index: number, count: number])[];
}

/** One series of a distribution. */
export interface DistributionSeries {
    readonly metric: string;
    readonly tags: Tags;
    readonly intervalSeconds: number;
    readonly times: readonly number[];
    readonly sketches: readonly Sketch[];
}

/** A Kubernetes event, or one that the load sent. */
export interface EventRecord {
    readonly time: number;
    readonly title: string;
    readonly text: string;
    /** As Datadog tags it: source, event_reason, kube_kind, kube_name, pod_name … */
    readonly tags: Tags;
}

/** A log line as the agent sends it: before any pipeline. */
export interface LogRecord {
    readonly time: number;
    readonly message: string;
    /** What the agent assumes: stderr is an error. */
    readonly status: "info" | "error";
    readonly service: string;
    /** kube_namespace, kube_container_name, pod_name … */
    readonly tags: Tags;
}

/** What users saw of one kind of request, or of all of them: Locust's columns. */
export interface RequestRow {
    readonly method: string;
    readonly name: string;
    readonly requests: number;
    readonly failures: number;
    /** ms. */
    readonly responseTimes: Sketch;
    readonly requestsPerSecond: number;
    readonly failuresPerSecond: number;
    readonly averageContentBytes: number;
}

export interface FailureRow {
    readonly method: string;
    readonly name: string;
    /** As Locust words it. */
    readonly error: string;
    readonly reason: FailureReason;
    readonly occurrences: number;
}

export const failureReasons = [
    "slow",
    "status",
    "closed",
    "cutShort",
    "reset",
    "refused",
    "noRoute",
    "connectTimeout",
] as const;

/**
 * Why a request failed in its user's eyes: answered too late, with the wrong status, cut off while
 * waiting (closed or reset) or in the middle of the answer, no listener, nobody at the address, or
 * no answer to the connection attempt for 134 s.
 */
export type FailureReason = (typeof failureReasons)[number];

/** How the statistics stood at a moment of the run: a row of Locust's history. */
export interface HistoryRow {
    readonly time: number;
    readonly users: number;
    /** Empty in the row of all requests, whose name is `Aggregated`. */
    readonly method: string;
    readonly name: string;
    /** Of the last ten seconds. */
    readonly requestsPerSecond: number;
    readonly failuresPerSecond: number;
    /** ms, of the last ten seconds: Locust's eleven percentiles; not there before any request. */
    readonly percentiles?: readonly number[];
    /** From here on: since the beginning of the run. */
    readonly requests: number;
    readonly failures: number;
    readonly medianMs: number;
    readonly meanMs: number;
    readonly minMs: number;
    readonly maxMs: number;
    readonly averageContentBytes: number;
}

export interface RequestStatistics {
    readonly rows: readonly RequestRow[];
    readonly total: RequestRow;
    readonly failures: readonly FailureRow[];
    /** Every few seconds of the load, one row per kind of request and one of all. */
    readonly history?: readonly HistoryRow[];
    /** Users to whom a request failed or took over a second; undefined where not told apart. */
    readonly usersHit?: number;
    /** Money of orders that failed, in dollars; 0 where nobody orders. */
    readonly moneyAtRiskDollars: number;
    readonly failedOrders: number;
}

/** Which run it was. */
export interface RunRecord {
    readonly incident: string;
    readonly remediation: string;
    /** When the remediation came: `start`, `detection`, `2m`; undefined: it was there before. */
    readonly fixAt?: string;
    readonly users: number;
    /** Values of the settings that differ from their defaults. */
    readonly settings: Readonly<Record<string, string>>;
    /** Only of a simulation. */
    readonly seed?: number;
    readonly hostSpeed?: string;
    /** CPUs of the simulated node. */
    readonly nodeCpus?: number;
    /** First and last moment of the evidence. */
    readonly from: number;
    readonly until: number;
    /** When the first user started, and when the load ended; equal when there was no load. */
    readonly loadStart: number;
    readonly loadEnd: number;
}

export interface Evidence {
    readonly format: 1;
    readonly origin: "simulated" | "measured";
    readonly run: RunRecord;
    /** As in Datadog: one point in 15 s. */
    readonly series: readonly Series[];
    readonly distributions: readonly DistributionSeries[];
    /** The same and more at 1 s, for plots; only around the load. */
    readonly fine: readonly Series[];
    /** As Datadog has them: of the reasons that the agent collects. */
    readonly events: readonly EventRecord[];
    /** What else the API server recorded: Killing, SuccessfulRescale and the like. */
    readonly uncollectedEvents?: readonly EventRecord[];
    /** Without the lines that every request writes, which only a file has room for. */
    readonly logs: readonly LogRecord[];
    readonly requests: RequestStatistics;
}
