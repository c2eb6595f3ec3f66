import { failureRatioQuery } from "../catalogue/failures";
import { timeseries } from "./graphs";
import { monitorGraph } from "./monitorGraph";
import { type DashboardScope, loadEvents, requiredMonitor } from "./scope";
import { type Section, series } from "./widget";

/** What the users of the shop notice, from their own statistics. */
export function usersSection(scope: DashboardScope): Section {
    const overlay = loadEvents(scope);
    const { requests, failures } = failureRatioQuery.queries(scope.namespace);
    return {
        title: "What users see",
        color: "green",
        widgets: [
            timeseries(
                "Requests and failures per second",
                [series("requests", requests ?? ""), series("failures", failures ?? "", "bars")],
                { overlay },
            ),
            monitorGraph(requiredMonitor(scope, "shop-failure-rate"), overlay),
            monitorGraph(requiredMonitor(scope, "shop-response-time"), overlay),
        ],
    };
}
