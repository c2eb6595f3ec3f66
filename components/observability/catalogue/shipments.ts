import type { MonitorTemplate } from "./definition";
import { filters } from "./filters";
import { searches } from "./searches";

const depth: MonitorTemplate = {
    id: "shipping-queue-depth",
    signal: "shipments",
    title: "Shipments pile up in the queue",
    type: "query alert",
    query: ({ namespace }, critical) =>
        "avg(last_5m):max:sockshop.queue.messages_ready" +
        `${filters.shippingQueue(namespace)} > ${critical}`,
    thresholds: { critical: 100, criticalRecovery: 50 },
    options: { requireFullWindow: false, onMissingData: "resolve" },
    priority: 3,
    service: "rabbitmq",
    why:
        "A healthy queue is empty: queue-master takes a message within milliseconds. Ten users order " +
        "three times a second; the minute that a JVM takes to start fills it with 200 and leaves the " +
        "mean of five minutes near 20.",
    message: {
        meaning: "Orders are handed on faster than anybody takes them out of the queue.",
        checkFirst: [
            "Whether queue-master runs at all, and how many replicas it is to have",
            "Its CPU and its log: each message takes it milliseconds",
            "RabbitMQ keeps the queue in memory only: do not restart it",
        ],
        logSearch: searches.shipments,
    },
};

const unread: MonitorTemplate = {
    id: "shipping-queue-unread",
    signal: "shipments",
    title: "Nobody reads the queue of shipments",
    type: "query alert",
    // The largest value of three minutes: not one reading found a consumer.
    query: ({ namespace }, critical) =>
        `max(last_3m):max:sockshop.queue.consumers${filters.shippingQueue(namespace)} < ${critical}`,
    thresholds: { critical: 1 },
    options: { requireFullWindow: false, onMissingData: "resolve", renotifyInterval: 10 },
    priority: 2,
    service: "queue-master",
    why:
        "Shipping says 201 whether or not anybody reads its messages, and no user notices: nothing " +
        "else tells. Three minutes bridge a restart of queue-master, whose JVM takes one.",
    message: {
        meaning: "RabbitMQ has the queue, and no consumer of it: what is ordered waits there.",
        checkFirst: [
            "Desired replicas of the Deployment queue-master: scaled to 0, or pods that fail?",
            "Whether it reaches RabbitMQ: policies, its Service",
            "How many messages wait, and since when",
        ],
        logSearch: searches.shipments,
    },
};

const behind: MonitorTemplate = {
    id: "shipments-behind-orders",
    signal: "shipments",
    title: "Fewer shipments than paid orders",
    type: "query alert",
    // Two sources: what orders says of payments, and what RabbitMQ says of its queue.
    query: ({ namespace }, critical) =>
        `sum(last_5m):default_zero(sum:sockshop.orders.paid${filters.namespace(namespace)}.as_count()) ` +
        "- default_zero(sum:sockshop.queue.acknowledged.count" +
        `${filters.shippingQueue(namespace)}.as_count()) > ${critical}`,
    thresholds: { critical: 100, criticalRecovery: 50 },
    options: { requireFullWindow: false, renotifyInterval: 10 },
    priority: 2,
    service: "orders",
    why:
        "The rate of orders against that of shipments over five minutes. In a healthy shop both are the " +
        "same but for the 15 s between two readings, in which ten users place 50 orders. A broker that " +
        "is gone shows here alone: shipping accepts orders all the same, and forgets them.",
    message: {
        meaning: "Customers have paid for more than was taken up for shipment.",
        checkFirst: [
            "Whether shipments wait in the queue (then they are not lost), or never got there",
            "Whether queue-master and RabbitMQ run",
            "Which orders to look after: placed since the last shipment",
        ],
        logSearch: searches.shipments,
    },
};

export const shipmentMonitors: readonly MonitorTemplate[] = [depth, unread, behind];
