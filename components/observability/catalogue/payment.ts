import type { MonitorTemplate } from "./definition";
import { filters } from "./filters";
import { searches } from "./searches";

const unavailable: MonitorTemplate = {
    id: "payment-unavailable",
    signal: "payment",
    title: "Payment has no available replica",
    type: "query alert",
    // The largest value of two minutes is below 1: not one sample found a replica.
    query: ({ namespace }, critical) =>
        "max(last_2m):max:kubernetes_state.deployment.replicas_available" +
        `${filters.deployment(namespace, "payment")} < ${critical}`,
    thresholds: { critical: 1 },
    // Reported as long as the Deployment exists; silence would mean that nobody looks.
    options: { requireFullWindow: false, onMissingData: "show_no_data", renotifyInterval: 10 },
    priority: 1,
    service: "payment",
    why:
        "Without a replica every order fails at once. Two minutes bridge a roll-out. Also true " +
        "during the 180 s that a new payment pod takes until it is ready: orders do fail then.",
    message: {
        meaning:
            "No pod of payment is available. Browsing works and baskets fill, but every order " +
            "fails after the customer has pressed the button.",
        checkFirst: [
            "Desired replicas of the Deployment payment: scaled to 0, or pods that fail?",
            "Failed orders in the log of orders, and how much money they stand for",
            "After the fix: 180 s until payment is ready, then the failed orders to reconcile",
        ],
        logSearch: searches.failedOrders,
    },
};

const failedOrders: MonitorTemplate = {
    id: "failed-orders",
    signal: "payment",
    title: "Orders fail",
    type: "log alert",
    query: ({ namespace }, critical) =>
        `logs("kube_namespace:${namespace} kube_container_name:orders ` +
        `\\"Unable to create order\\"").index("*").rollup("count").last("5m") >= ${critical}`,
    thresholds: { critical: 5 },
    options: { onMissingData: "resolve", renotifyInterval: 10, enableLogsSample: true },
    priority: 1,
    service: "orders",
    why:
        "Orders writes this once for each order that it gives up, whether payment is gone or too " +
        "slow; declined cards are not among them. A single one can be a hiccup; five in five " +
        "minutes, as many as the guide's users placed by hand, are not. Ten users fail more than " +
        "one a second.",
    message: {
        meaning: "Customers press the order button and get an error; nothing is stored.",
        checkFirst: [
            "Whether payment has an available replica",
            'The cause in the log of orders: "unspecified IO error" (refused), "timeout" (nobody answered ' +
                "in 5 s); payment that is gone gives both",
            "Which customers and amounts to reconcile",
        ],
        logSearch: searches.failedOrders,
    },
};

export const paymentMonitors: readonly MonitorTemplate[] = [unavailable, failedOrders];
