import type { MetricFact } from "./metricFact";

/*
 * Metrics that a tracer makes for each operation ("span") name. The shop's images have no tracer,
 * so all of these are empty until APM is added.
 */

const tags = [
    "env",
    "service",
    "resource",
    "resource_name",
    "version",
    "http.status_code",
    "http.status_class",
    "span.kind",
    "host",
];

const traced = { emitter: "APM", requires: "apm", tags, gaps: "only under load" } as const;

/**
 * The fact of a `trace.…` metric; undefined when the name is none. `trace.<span>` is a distribution
 * in seconds; `.duration` is the older total time, a gauge without percentiles.
 */
export function traceMetric(name: string): MetricFact | undefined {
    const [, span, suffix] = /^trace\.(.+?)(?:\.(hits|errors|duration))?$/.exec(name) ?? [];
    if (span === undefined) {
        return undefined;
    }
    const caution =
        span === "http.request"
            ? "http.request is the outgoing call of a Node.js tracer; requests that the " +
              "front-end answers are web.request or express.request"
            : undefined;
    switch (suffix) {
        case undefined:
            return {
                ...traced,
                name,
                kind: "distribution",
                unit: "seconds",
                hasPercentiles: true,
                caution,
            };
        case "duration":
            return { ...traced, name, kind: "gauge", unit: "seconds", caution };
        default:
            return { ...traced, name, kind: "count", unit: "count", caution };
    }
}
