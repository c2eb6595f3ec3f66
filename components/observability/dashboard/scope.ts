import type { CatalogueScope, Monitor } from "../catalogue/definition";
import type { KnownIncident } from "../catalogue/incident";
import type { LogView } from "../catalogue/logViews";

/** What the dashboard depends on. */
export interface DashboardScope extends CatalogueScope {
    /** Of the catalogue: their queries and thresholds are drawn. */
    readonly monitors: readonly Monitor[];
    readonly views: readonly LogView[];
    readonly incidents: readonly KnownIncident[];
    /** By which the stack's own monitors and SLOs are found. */
    readonly ownTags: readonly string[];
    /** On the dashboard; Datadog takes only `team`. */
    readonly team: string;
    /** Nothing names an incident. */
    readonly blind: boolean;
}

/** The monitor of that id; undefined when this source of response times does not have it. */
export function monitorIn({ monitors }: DashboardScope, id: string): Monitor | undefined {
    return monitors.find((one) => one.id === id);
}

/** The monitor of that id, for those that every source of response times has. */
export function requiredMonitor(scope: DashboardScope, id: string): Monitor {
    const monitor = monitorIn(scope, id);
    if (monitor === undefined) {
        throw new Error(`the dashboard draws the monitor ${id}, which the catalogue does not have`);
    }
    return monitor;
}

/** The search for what is drawn over all graphs: when a load began and ended. */
export function loadEvents({ ownTags }: DashboardScope): string {
    return [...ownTags, "load:*"].join(" ");
}
