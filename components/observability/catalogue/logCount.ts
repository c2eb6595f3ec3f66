import type { MonitorTemplate } from "./definition";

/** How many lines of a search there were in a window, like 5m: as many as the threshold, or more. */
export function logCount(search: string, window: string): MonitorTemplate["query"] {
    // A search stands in quotation marks.
    const escaped = search.replaceAll('"', '\\"');
    return ({ namespace }, critical) =>
        `logs("kube_namespace:${namespace} ${escaped}")` +
        `.index("*").rollup("count").last("${window}") >= ${critical}`;
}
