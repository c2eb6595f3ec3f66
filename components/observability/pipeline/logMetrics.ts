import type { LogMetricDefinition } from "../../../datadog/pipeline/types";
import type { PipelineScope } from "./definition";

const users = {
    kind: "distribution",
    // What is asked of these is an average.
    hasPercentiles: false,
    groupBy: ["kube_namespace"],
} as const;

/**
 * The log-based metrics of facts/shopMetrics.ts. What users see is taken from the row of Locust's
 * table that adds all tasks up. The filters ask whether an attribute is there, never how large it
 * is: that a search cannot do before somebody has made it a measure.
 */
export function logMetrics({ namespace }: PipelineScope): readonly LogMetricDefinition[] {
    const inNamespace = `kube_namespace:${namespace}`;
    const ofUsers = (name: string): LogMetricDefinition => ({
        ...users,
        name: `sockshop.users.${name}`,
        search: `${inNamespace} @users.task:Aggregated`,
        attribute: `users.${name}`,
    });
    /** Lines of the service orders. */
    const ofOrders = (name: string, words: string): LogMetricDefinition => ({
        name: `sockshop.orders.${name}`,
        kind: "count",
        search: `${inNamespace} kube_container_name:orders "${words}"`,
        attribute: undefined,
        hasPercentiles: false,
        groupBy: ["kube_namespace", "kube_container_name"],
    });
    return [
        {
            name: "sockshop.response_time",
            kind: "distribution",
            search: `${inNamespace} kube_container_name:front-end @response_time:*`,
            attribute: "response_time",
            hasPercentiles: true,
            groupBy: ["kube_namespace", "kube_container_name"],
        },
        ofUsers("requests_per_second"),
        ofUsers("failures_per_second"),
        ofUsers("response_time_mean"),
        // The search of the monitor of failed orders: both count the same lines.
        ofOrders("failed", "Unable to create order"),
        ofOrders("paid", "Payment authorised"),
    ];
}
