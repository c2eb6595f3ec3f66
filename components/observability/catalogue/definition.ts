/*
 * What a monitor is made of, before anything knows Pulumi or the account.
 */

export const signals = [
    "cpu",
    "memory",
    "restarts",
    "latency",
    "failures",
    "payment",
    "availability",
    "composites",
] as const;

/** What a monitor watches; monitors are grouped by it. */
export type Signal = (typeof signals)[number];

/** Datadog's monitor types, as far as this stack uses them. */
export type MonitorType =
    "query alert" | "log alert" | "event-v2 alert" | "slo alert" | "composite";

export const latencySources = ["openmetrics", "logs", "apm"] as const;

/** Where response times come from: the front-end's own histogram, its access log, or a tracer. */
export type LatencySource = (typeof latencySources)[number];

/** What the queries depend on. */
export interface CatalogueScope {
    /** Kubernetes namespace of the shop; every query is bound to it. */
    readonly namespace: string;
    /** Value of the tag `env`: on the monitors, and in the metrics of a tracer. */
    readonly env: string;
    readonly latencySource: LatencySource;
    /** Containers that the Deployments of a healthy shop run: 15. */
    readonly containers: number;
}

/** In the unit of the query. Recovery lies on the healthy side of its threshold. */
export interface Thresholds {
    readonly critical: number;
    readonly warning?: number;
    readonly criticalRecovery?: number;
    readonly warningRecovery?: number;
}

/** What an evaluation without any point means. The values are those of Datadog's API. */
export type OnMissingData = "default" | "show_no_data" | "show_and_notify_no_data" | "resolve";

export interface MonitorOptions {
    /**
     * Whether a window with gaps is skipped. Always said, because the provider's default is true
     * and the API's is false. Metric monitors only.
     */
    readonly requireFullWindow?: boolean;
    /** Not for composites and SLO monitors. */
    readonly onMissingData?: OnMissingData;
    /** Seconds by which evaluation lags behind, so that late points are in. */
    readonly evaluationDelay?: number;
    /** Seconds for which a new group (a new pod) is left alone. */
    readonly newGroupDelay?: number;
    /** Minutes after which an unresolved alert is repeated. */
    readonly renotifyInterval?: number;
    /** Adds log lines to the notification. Log monitors only. */
    readonly enableLogsSample?: boolean;
}

/** 1 is the most urgent. */
export type Priority = 1 | 2 | 3 | 4 | 5;

/** The parts of a notification; what links to the account is added when it is built. */
export interface MessageParts {
    /** What the alert says about the shop, in a sentence or two. */
    readonly meaning: string;
    /** What to look at first, in this order. */
    readonly checkFirst: readonly string[];
    /** Log search that shows the evidence, in addition to the namespace. */
    readonly logSearch: string;
}

/** A monitor that still depends on the scope. */
export interface MonitorTemplate {
    /** Kebab-case and stable: scenarios and composites refer to it. */
    readonly id: string;
    readonly signal: Signal;
    readonly title: string;
    readonly type: MonitorType;
    /** The query, with the critical threshold: the same number that the options carry. */
    readonly query: (scope: CatalogueScope, critical: number) => string;
    /** None for composites. */
    readonly thresholds?: Thresholds | ((scope: CatalogueScope) => Thresholds);
    readonly options?: MonitorOptions;
    readonly priority: Priority;
    /** The service that is watched, for the tag; the shop as a whole when left out. */
    readonly service?: string;
    /** Why this threshold and this window, with the source of the number. */
    readonly why: string;
    /** Its name or text tells the incident: left out where an agent must not be told. */
    readonly namesIncident?: boolean;
    /** Only with these sources of response times; all of them when left out. */
    readonly latencySources?: readonly LatencySource[];
    readonly message: MessageParts;
}

/** A monitor as it is created. */
export interface Monitor {
    readonly id: string;
    readonly signal: Signal;
    readonly title: string;
    readonly type: MonitorType;
    /** Composites and SLO monitors name others by their id in the catalogue. */
    readonly query: string;
    readonly thresholds: Thresholds | undefined;
    readonly options: MonitorOptions;
    readonly priority: Priority;
    readonly why: string;
    /** Incidents in which it must go off: their records say so. */
    readonly firesIn: readonly string[];
    /** Incidents in which it may; in all others, and in a healthy shop, it is silent. */
    readonly mayFireIn: readonly string[];
    readonly namesIncident: boolean;
    readonly message: MessageParts;
    /** Signal, service and env; the stack adds its own. */
    readonly tags: readonly string[];
}
