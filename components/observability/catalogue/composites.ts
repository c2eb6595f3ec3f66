import { names } from "../../../shop/names";
import type { MonitorTemplate } from "./definition";
import type { KnownIncident } from "./incident";
import { searches } from "./searches";

/*
 * Composites name the incident from its symptoms alone. A composite looks at groups that all its
 * parts have in common, and a warning counts as an alert in it: so its parts have neither groups
 * nor warnings. What it excludes must be OK, not "no data", when there is nothing to report.
 */

/** The monitor that recognises an incident. A new incident brings its own diagnosis. */
export function compositeOf({ id, diagnosis, observation }: KnownIncident): MonitorTemplate {
    const { title, symptoms, priority, why, meaning, checkFirst } = diagnosis;
    return {
        id: names.composite(id),
        signal: "composites",
        title,
        type: "composite",
        query: () => symptoms,
        priority,
        why,
        namesIncident: true,
        message: {
            meaning,
            checkFirst,
            logSearch: observation.logView?.search ?? searches.errors,
        },
    };
}
