import type { MonitorTemplate } from "./definition";
import { filters } from "./filters";
import { logCount } from "./logCount";
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
    query: logCount(searches.failedOrders, "5m"),
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

const orderTimeouts: MonitorTemplate = {
    id: "order-timeouts",
    signal: "payment",
    title: "Orders wait in vain for an answer",
    type: "log alert",
    query: logCount(searches.orderTimeouts, "5m"),
    thresholds: { critical: 5 },
    options: { onMissingData: "resolve", renotifyInterval: 10, enableLogsSample: true },
    priority: 1,
    service: "orders",
    why:
        "Those of the failed orders that waited 5 s for somebody. As many as failed-orders asks for. A " +
        "payment that is gone gives them as well, because a node refuses one connection a second and " +
        "leaves the others unanswered; alone, they mean dropped packets or a service that is too slow.",
    message: {
        meaning:
            "Orders gives up after 5 s because one of the services that it calls does not answer.",
        checkFirst: [
            "Replicas of carts, user, payment and shipping: is one of them without?",
            "NetworkPolicies that select orders, or the service that is silent: what they do not let " +
                "through is dropped, and the caller waits",
            "Whether the silent service sees the requests at all: if it does, it is slow",
        ],
        logSearch: searches.orderTimeouts,
    },
};

const orderRefusals: MonitorTemplate = {
    id: "order-refusals",
    signal: "payment",
    title: "A connection that an order needs was refused",
    type: "log alert",
    // Longer than order-timeouts looks back: what both tell of an outage, this one tells longer.
    query: logCount(searches.orderRefusals, "10m"),
    thresholds: { critical: 1 },
    options: { onMissingData: "resolve", renotifyInterval: 10, enableLogsSample: true },
    priority: 3,
    service: "orders",
    why:
        "A single one is enough: somebody was there to say no, so packets do get through, and nobody " +
        "listens. A healthy shop has none. Tells time-outs of a service that is gone from those of " +
        "packets that are dropped.",
    message: {
        meaning: "Orders could not connect to one of the services that it calls.",
        checkFirst: [
            "Replicas of carts, user, payment and shipping: is one of them without?",
            "Whether a new pod of one of them is Ready before it listens: carts and shipping have no probe",
        ],
        logSearch: searches.orderRefusals,
    },
};

export const paymentMonitors: readonly MonitorTemplate[] = [
    unavailable,
    failedOrders,
    orderTimeouts,
    orderRefusals,
];
