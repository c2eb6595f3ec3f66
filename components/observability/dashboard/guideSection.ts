import { filters } from "../catalogue/filters";
import { p95Of } from "../catalogue/latency";
import { logTopList, queryValue, timeseries, topList } from "./graphs";
import { markersOf } from "./monitorGraph";
import { type DashboardScope, loadEvents, requiredMonitor } from "./scope";
import { type Section, series } from "./widget";

/**
 * The five widgets that the guides describe, corrected: sums that count every container, CPU with
 * its threshold in nanocores, response times that exist, errors per service, and restarts as one
 * number beside a list, because one number cannot be by pod.
 */
export function guideSection(scope: DashboardScope): Section {
    const { namespace } = scope;
    const overlay = loadEvents(scope);
    const inNamespace = `kube_namespace:${namespace}`;
    const markers = (id: string): ReturnType<typeof markersOf> =>
        markersOf(requiredMonitor(scope, id));
    return {
        title: "The shop at a glance",
        color: "blue",
        widgets: [
            timeseries(
                "Pod status: containers running",
                [
                    series(
                        "running",
                        `sum:kubernetes.containers.running{${inNamespace},kube_deployment:*,` +
                            "$deployment} by {kube_deployment}.fill(null)",
                        "area",
                    ),
                ],
                { overlay },
            ),
            timeseries(
                "CPU usage by pod",
                [
                    series(
                        "CPU",
                        `sum:kubernetes.cpu.usage.total{${inNamespace},$container} by {pod_name}`,
                    ),
                ],
                { overlay, markers: markers("front-end-cpu-usage") },
            ),
            timeseries("Response time (P95)", [series("P95", p95Of(scope))], {
                overlay,
                markers: markers("shop-latency-p95"),
            }),
            logTopList("Error logs by service", `${inNamespace} status:error`, "service"),
            queryValue(
                "Restarts in the life of the pods",
                `sum:kubernetes.containers.restarts${filters.namespace(namespace)}`,
                { aggregator: "last", redAbove: 0 },
                4,
            ),
            topList(
                "New restarts by pod",
                `monotonic_diff(sum:kubernetes.containers.restarts{${inNamespace},$container} ` +
                    "by {pod_name})",
                "sum",
            ),
        ],
    };
}
