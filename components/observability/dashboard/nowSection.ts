import { monitorSearch } from "../../../datadog/links";
import { eventStream, monitorSummary, sloList } from "./lists";
import { type DashboardScope, loadEvents } from "./scope";
import type { Section } from "./widget";

/** What is wrong at the moment, and what happened before it. */
export function nowSection(scope: DashboardScope): Section {
    const { namespace, ownTags } = scope;
    return {
        title: "Now",
        color: "orange",
        widgets: [
            monitorSummary("Monitors", monitorSearch(ownTags)),
            sloList("Service level objectives", ownTags.join(" AND ")),
            eventStream("Load runs", loadEvents(scope)),
            eventStream("What Kubernetes reports", `source:kubernetes kube_namespace:${namespace}`),
        ],
    };
}
