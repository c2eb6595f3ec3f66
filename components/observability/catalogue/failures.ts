import type { MonitorTemplate } from "./definition";
import { filters } from "./filters";
import { logCount } from "./logCount";
import { searches } from "./searches";

/** The share of requests that fail for users, as named queries and a formula, for SLOs. */
export const failureRatioQuery = {
    formula: "failures / requests",
    queries: (namespace: string): Readonly<Record<string, string>> => ({
        failures: `avg:sockshop.users.failures_per_second${filters.namespace(namespace)}`,
        requests: `avg:sockshop.users.requests_per_second${filters.namespace(namespace)}`,
    }),
} as const;

/** A request in twenty. */
export const tolerableFailureRatio = 0.05;

const failureRate: MonitorTemplate = {
    id: "shop-failure-rate",
    signal: "failures",
    title: "More than 5 % of requests fail",
    type: "query alert",
    query: ({ namespace }, critical) => {
        const { failures, requests } = failureRatioQuery.queries(namespace);
        return `avg(last_5m):${failures} / ${requests} > ${critical}`;
    },
    thresholds: { critical: tolerableFailureRatio, criticalRecovery: 0.02 },
    // Without users there is nothing to measure, and nobody to whom anything could fail.
    options: { requireFullWindow: false, onMissingData: "resolve" },
    priority: 2,
    why:
        "The guide's table: failure rate above 5 %, normally below 0.1 %. Counted by the users, " +
        "because most failures of an outage never reach a server: in the published run 12 % were " +
        "connection timeouts, 13 % refused and 29 % cut off. With payment gone a third of the " +
        "requests of a checkout fail.",
    message: {
        meaning: "More than one request in twenty fails for the users of the shop.",
        checkFirst: [
            "Which requests: all of them (front-end), or orders only (payment)",
            "How they fail: no connection, cut off, too slow, or an error status",
            "Restarts and readiness of the front-end",
        ],
        logSearch: searches.errors,
    },
};

const orderErrors: MonitorTemplate = {
    id: "order-errors",
    signal: "failures",
    title: "The front-end answers orders with errors",
    type: "log alert",
    query: logCount(searches.orderErrors, "5m"),
    thresholds: { critical: 5 },
    options: { onMissingData: "resolve", renotifyInterval: 10, enableLogsSample: true },
    priority: 1,
    service: "front-end",
    why:
        "One line of the front-end's access log for each order that it answers with a status of 500 " +
        "or more, whoever is to blame. As many as failed-orders asks for: where that one is silent, " +
        "the order never got as far as the service orders.",
    message: {
        meaning: "Customers press the order button and the front-end answers with an error.",
        checkFirst: [
            "Whether orders says so as well: then it was given up there",
            "If it does not: whether the front-end reaches orders at all (Service, port, endpoints)",
            "Which customers and amounts to reconcile",
        ],
        logSearch: searches.orderErrors,
    },
};

export const failureMonitors: readonly MonitorTemplate[] = [failureRate, orderErrors];
