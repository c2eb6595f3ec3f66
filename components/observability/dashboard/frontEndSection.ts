import { monitorGraph } from "./monitorGraph";
import { type DashboardScope, loadEvents, monitorIn } from "./scope";
import type { Section } from "./widget";

/** In the order in which trouble shows: short of CPU, then of memory, then killed. */
const drawn: readonly string[] = [
    "front-end-cpu-throttling",
    "front-end-cpu-of-limit",
    "front-end-requests-in-flight",
    "front-end-memory-of-limit",
    "front-end-oom-killed",
    "front-end-liveness-failures",
    "front-end-restarts",
    "front-end-crash-loop",
    "backend-restarts",
];

/** The front-end from its CPU limit to its crash loop, as the monitors see it. */
export function frontEndSection(scope: DashboardScope): Section {
    return {
        title: "The front-end, and whether anything behind it restarts",
        color: "purple",
        widgets: drawn
            .flatMap((id) => monitorIn(scope, id) ?? [])
            .map((monitor) => monitorGraph(monitor, loadEvents(scope))),
    };
}
