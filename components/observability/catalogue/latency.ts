import type { CatalogueScope, MonitorTemplate } from "./definition";
import type { LatencySource } from "../../settings/datadog";
import { filters } from "./filters";
import { searches } from "./searches";

/** A distribution of the front-end's response times. */
interface ResponseTimes {
    readonly metric: string;
    readonly filter: (scope: CatalogueScope) => string;
    /** How many of its units make a second. */
    readonly perSecond: number;
}

const responseTimes: Readonly<Record<LatencySource, ResponseTimes>> = {
    openmetrics: {
        metric: "sockshop.request_duration_seconds",
        filter: ({ namespace }) => filters.frontEnd(namespace),
        perSecond: 1,
    },
    logs: {
        metric: "sockshop.response_time",
        filter: ({ namespace }) => filters.frontEnd(namespace),
        perSecond: 1000,
    },
    apm: {
        // What the front-end answers; http.request is what a Node.js tracer calls outgoing calls.
        metric: "trace.express.request",
        // Tracer metrics know nothing of Kubernetes.
        filter: ({ env }) => `{env:${env},service:front-end}`,
        perSecond: 1,
    },
};

/** The 95th percentile of the front-end's response times, for graphs and SLOs too. */
export function p95Of(scope: CatalogueScope): string {
    const { metric, filter } = responseTimes[scope.latencySource];
    return `p95:${metric}${filter(scope)}`;
}

/** Seconds in the unit of the scope's source of response times. */
export function inSourceUnit({ latencySource }: CatalogueScope, seconds: number): number {
    return seconds * responseTimes[latencySource].perSecond;
}

const p95: MonitorTemplate = {
    id: "shop-latency-p95",
    signal: "latency",
    title: "Shop is slow: 95th percentile above one second",
    type: "query alert",
    query: (scope, critical) => `percentile(last_3m):${p95Of(scope)} > ${critical}`,
    // A bucket of the histogram ends at 1 s, so there the percentile is exact. Recovery at 0.5 s,
    // the next bucket down.
    thresholds: (scope) => ({
        critical: inSourceUnit(scope, 1),
        criticalRecovery: inSourceUnit(scope, 0.5),
    }),
    options: { requireFullWindow: false, onMissingData: "resolve" },
    priority: 3,
    service: "front-end",
    why:
        "The guide: P95 above 1000 ms for 3 minutes; healthy is below 300 ms. One second is also " +
        "the timeout of the liveness probe, which starts to kill not far above. Seen from the " +
        "server: the wait for the event loop to take a request up is not in it.",
    message: {
        meaning: "One request in twenty takes the front-end longer than a second.",
        checkFirst: [
            "CPU throttling of the front-end, and how many requests are in progress",
            "Whether anything fails or restarts: if not, it is slowness alone",
            "Response times of catalogue and user, to rule the back ends out",
        ],
        logSearch: searches.slowAnswers,
    },
};

const usersMean: MonitorTemplate = {
    id: "shop-response-time",
    signal: "latency",
    title: "Users wait more than two seconds on average",
    type: "query alert",
    query: ({ namespace }, critical) =>
        `avg(last_5m):avg:sockshop.users.response_time_mean${filters.namespace(namespace)} ` +
        `> ${critical}`,
    // In milliseconds, as Locust prints it.
    thresholds: { critical: 2000 },
    options: { requireFullWindow: false, onMissingData: "resolve" },
    priority: 2,
    why:
        "The guide's table: average response time above 2 seconds, 20 to 25 in its run (23.2 and " +
        "24.7 s in the two published ones). Only users see that: most of it is waiting for " +
        "connections that no server accepts. A mean of 2 s at the server cannot last, because the " +
        "liveness probe kills from 1.1 to 1.3 s on.",
    message: {
        meaning:
            "Since the load began, a request has taken more than two seconds on average, the wait " +
            "for a connection and failed attempts included.",
        checkFirst: [
            "The failure rate: waits of 135 s are connections that never came about",
            "Whether the front-end has a ready pod at all",
        ],
        logSearch: searches.frontEndStarts,
    },
};

const inFlight: MonitorTemplate = {
    id: "front-end-requests-in-flight",
    signal: "latency",
    title: "Front-end has more than 20 requests in progress",
    type: "query alert",
    // Seconds spent on requests per second of time: the mean number in progress.
    query: ({ namespace }, critical) =>
        `avg(last_5m):sum:sockshop.request_duration_seconds.sum${filters.frontEnd(namespace)}` +
        `.as_rate() > ${critical}`,
    thresholds: { critical: 20, criticalRecovery: 10 },
    options: { requireFullWindow: false, onMissingData: "resolve" },
    priority: 4,
    service: "front-end",
    why:
        "The guide's table: request queue depth above 20, normally 0 to 5. Nothing measures the " +
        "accept queue; by Little's law the time spent on requests per second is the number of " +
        "them in progress, which is the nearest true form. 50 users make 0.3 to 3.",
    latencySources: ["openmetrics"],
    message: {
        meaning: "Requests come in faster than the front-end's event loop finishes them.",
        checkFirst: [
            "CPU throttling of the front-end",
            "Whether response times of catalogue and user have risen as well",
        ],
        logSearch: searches.slowAnswers,
    },
};

export const latencyMonitors: readonly MonitorTemplate[] = [p95, usersMean, inFlight];
