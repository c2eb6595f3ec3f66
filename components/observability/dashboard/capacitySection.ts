import { filters } from "../catalogue/filters";
import { timeseries } from "./graphs";
import { monitorGraph } from "./monitorGraph";
import { type DashboardScope, loadEvents, requiredMonitor } from "./scope";
import { type Section, type DrawnSeries, series } from "./widget";

/** How many pods there are and should be, and whether orders can be paid. */
export function capacitySection(scope: DashboardScope): Section {
    const { namespace } = scope;
    const overlay = loadEvents(scope);
    const inNamespace = `kube_namespace:${namespace}`;
    const autoscaler = (what: string): DrawnSeries =>
        series(what, `max:kubernetes_state.hpa.${what}_replicas{${inNamespace}}`);
    const replicas = (what: string): DrawnSeries =>
        series(
            what,
            `max:kubernetes_state.deployment.replicas_${what}{${inNamespace},$deployment} ` +
                "by {kube_deployment}",
        );
    return {
        title: "Replicas and payment",
        color: "pink",
        widgets: [
            timeseries(
                "Autoscaler: replicas",
                ["current", "desired", "min", "max"].map(autoscaler),
                { overlay },
            ),
            timeseries(
                "Deployments: replicas available and desired",
                ["available", "desired"].map(replicas),
                { overlay },
            ),
            monitorGraph(requiredMonitor(scope, "containers-running-dropped"), overlay),
            monitorGraph(requiredMonitor(scope, "payment-unavailable"), overlay, 6),
            timeseries(
                "Failed orders",
                [
                    series(
                        "failed orders",
                        `sum:sockshop.orders.failed${filters.namespace(namespace)}.as_count()`,
                        "bars",
                    ),
                ],
                { overlay, width: 6 },
            ),
        ],
    };
}
