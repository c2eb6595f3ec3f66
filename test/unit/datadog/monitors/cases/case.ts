import type { Evidence } from "../../../../../evidence/evidence";
import type { Exported } from "../support/watch";

/** An example worked out by hand: what a monitor says minute by minute, and by which rule. */
export interface Case {
    /** The rule, in our words. */
    readonly rule: string;
    /** The page of docs.datadoghq.com, or the schema of the API, that has it. */
    readonly source: string;
    readonly run: Evidence;
    readonly monitor: Exported | string;
    readonly others?: readonly Exported[];
    readonly slos?: readonly object[];
    /** One letter a minute: o OK, w Warn, A Alert, n No Data, a dot before the first evaluation. */
    readonly says: string | Readonly<Record<string, string>>;
    /** Only the last minutes are given. */
    readonly isEnding?: boolean;
}

export const pages = {
    aggregators: "/monitors/guide/monitor_aggregators/",
    autoResolve: "/monitors/configuration/#auto-resolve",
    asCount: "/monitors/guide/as-count-in-monitor-evaluations/",
    composite: "/monitors/types/composite/#computing-trigger-conditions",
    configuration: "/monitors/configuration/",
    change: "/monitors/types/change-alert/",
    distributions: "/metrics/distributions/",
    fill: "/metrics/guide/interpolation-the-fill-modifier-explained/",
    interpolation: "/dashboards/functions/interpolation/",
    metricMonitor: "/monitors/types/metric/",
    modifiers: "/metrics/custom_metrics/type_modifiers/",
    noData: "/monitors/guide/troubleshooting-no-data/",
    newHostDelay: "Terraform provider, resource monitor, new_host_delay",
    options: "API v1, schema MonitorOptions",
    rate: "/dashboards/functions/rate/",
    recovery: "/monitors/guide/recovery-thresholds/",
    retention: "/monitors/configuration/#group-retention-time",
    rollup: "/dashboards/functions/rollup/",
    burnRate: "/service_level_objectives/burn_rate/",
    searchSyntax: "/logs/explorer/search_syntax/",
    sparse: "/monitors/guide/monitor-arithmetic-and-sparse-metrics/",
    timeSlice: "/service_level_objectives/time_slice/",
} as const;
