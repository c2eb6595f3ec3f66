/*
 * What a monitor and an SLO are made of, in Datadog's terms, whoever keeps them.
 */

/** Datadog's monitor types, as far as they are understood here. */
export type MonitorType =
    "query alert" | "log alert" | "event-v2 alert" | "slo alert" | "composite";

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

/** The parts of a notification; what links to the account is added when it is built. */
export interface MessageParts {
    /** What the alert says about the shop, in a sentence or two. */
    readonly meaning: string;
    /** What to look at first, in this order. */
    readonly checkFirst: readonly string[];
    /** Log search that shows the evidence, in addition to the namespace. */
    readonly logSearch: string;
}

/** A monitor before it has an id in an account. */
export interface MonitorSpec {
    /** Kebab-case and stable: composites refer to it. */
    readonly id: string;
    readonly title: string;
    readonly type: MonitorType;
    /** Composites and SLO monitors name others by their `id`. */
    readonly query: string;
    /** None for composites. */
    readonly thresholds: Thresholds | undefined;
    readonly options: MonitorOptions;
    readonly message: MessageParts;
}

/** A time-slice SLO: the share of slices in which the condition holds. */
export interface Slo {
    readonly id: string;
    readonly title: string;
    readonly description: string;
    /** Over the names of `queries`. */
    readonly formula: string;
    readonly queries: Readonly<Record<string, string>>;
    readonly comparator: "<" | "<=";
    readonly threshold: number;
    /** Length of a slice: 60 and 300 are what Datadog has. */
    readonly sliceSeconds: 60 | 300;
    /** Percent of slices that have to be good. */
    readonly target: number;
    readonly timeframe: "7d" | "30d" | "90d";
    readonly why: string;
}
