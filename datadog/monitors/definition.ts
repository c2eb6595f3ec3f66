import type { MonitorQuery } from "../query/ast";

/*
 * A monitor and an SLO as far as an evaluation needs them, wherever they come from: the plan, the
 * catalogue, or an export of somebody's account.
 */

/** What an evaluation without any point means, in the API's words. */
export const missingDataOptions = [
    "default",
    "show_no_data",
    "show_and_notify_no_data",
    "resolve",
] as const;

export type MissingDataOption = (typeof missingDataOptions)[number];

export interface EvaluationOptions {
    readonly critical: number | undefined;
    readonly warning: number | undefined;
    readonly criticalRecovery: number | undefined;
    readonly warningRecovery: number | undefined;
    readonly requireFullWindow: boolean;
    /** Undefined: the older pair notifyNoData and noDataTimeframe decides. */
    readonly onMissingData: MissingDataOption | undefined;
    readonly notifyNoData: boolean;
    /** Minutes; twice the window when left out. */
    readonly noDataTimeframe: number | undefined;
    /** Seconds; only of monitors with groups, where 60 is Datadog's default. */
    readonly newGroupDelay: number | undefined;
    /** Seconds; only of groups by host, where 300 is Datadog's default. */
    readonly newHostDelay: number | undefined;
    /** Hours without data after which what was triggered is over; 0 and undefined: never. */
    readonly timeoutHours: number | undefined;
    /** Seconds without data after which a group is forgotten; a day when left out. */
    readonly groupRetentionSeconds: number | undefined;
    /** Seconds. */
    readonly evaluationDelay: number;
}

export interface MonitorDefinition {
    /** Of the catalogue, or Datadog's number as text; composites refer to it. */
    readonly id: string;
    readonly name: string;
    /** As Datadog calls it: query alert, log alert, event-v2 alert, slo alert, composite. */
    readonly type: string;
    readonly query: string;
    readonly tags: readonly string[];
    readonly options: EvaluationOptions;
    /** What its options ask for and no evaluation here does, each with its name. */
    readonly refusedOptions?: readonly string[];
}

/** A time-slice SLO. */
export interface SloDefinition {
    readonly id: string;
    readonly name: string;
    /** Metric queries by the names that the formula uses. */
    readonly queries: Readonly<Record<string, string>>;
    readonly formula: string;
    readonly comparator: "<" | "<=" | ">" | ">=";
    readonly threshold: number;
    readonly sliceSeconds: number;
    /** Percent of good slices. */
    readonly target: number;
}

/** What is evaluated together: composites and burn rates refer to others of the set. */
export interface MonitorSet {
    readonly monitors: readonly MonitorDefinition[];
    readonly slos: readonly SloDefinition[];
    /** Of an export: what could not even be read. */
    readonly unread?: readonly LeftOut[];
}

/** A monitor that is not evaluated, and why. */
export interface LeftOut {
    readonly monitor: string;
    readonly title: string;
    /** A sentence that begins in lower case and names the construct. */
    readonly reason: string;
}

/** A definition with its query read. */
export interface ParsedMonitor {
    readonly definition: MonitorDefinition;
    readonly query: MonitorQuery;
}

/** A monitor that cannot be evaluated, and why. */
export class MonitorError extends Error {
    constructor(
        monitor: Pick<MonitorDefinition, "id" | "name">,
        readonly reason: string,
    ) {
        super(`Monitor ${monitor.id} ("${monitor.name}"): ${reason}`);
        this.name = "MonitorError";
    }
}
