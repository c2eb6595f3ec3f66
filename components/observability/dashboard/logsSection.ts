import { logPatterns, logStream } from "./lists";
import type { DashboardScope } from "./scope";
import type { Section } from "./widget";

/** The error logs by what they have in common, and one stream for each saved view. */
export function logsSection({ namespace, views }: DashboardScope): Section {
    return {
        title: "Logs",
        color: "yellow",
        widgets: [
            logPatterns("Top error logs", `kube_namespace:${namespace} status:error`),
            ...views.map(({ title, search }) => logStream(title, search)),
        ],
    };
}
