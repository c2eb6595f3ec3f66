import type {
    MessageParts,
    MonitorOptions,
    MonitorSpec,
    MonitorType,
    Thresholds,
} from "../../../datadog/monitor";
import type { LatencySource } from "../../settings/datadog";

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
    "shipments",
    "availability",
    "composites",
] as const;

/** What a monitor watches; monitors are grouped by it. */
export type Signal = (typeof signals)[number];

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

/** 1 is the most urgent. */
export type Priority = 1 | 2 | 3 | 4 | 5;

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
export interface Monitor extends MonitorSpec {
    readonly signal: Signal;
    readonly priority: Priority;
    readonly why: string;
    /** Incidents in which it must go off: their records say so. */
    readonly firesIn: readonly string[];
    /** Incidents in which it may; in all others, and in a healthy shop, it is silent. */
    readonly mayFireIn: readonly string[];
    readonly namesIncident: boolean;
    /** Signal, service and env; the stack adds its own. */
    readonly tags: readonly string[];
}
