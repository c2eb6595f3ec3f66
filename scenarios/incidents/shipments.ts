import type { Scenario } from "../scenario";

export const scenario = Object.freeze({
    id: "shipments",
    title: "Orders are paid and never shipped, and nobody notices",
    inShort: "nobody takes shipments off the queue; every order is paid, and none is ever shipped",
    summary:
        "queue-master, which takes shipments out of RabbitMQ's queue, is scaled to nothing. Customers " +
        "order and pay, every answer is a success, and what they ordered waits in a queue that only " +
        "grows and that lives in memory.",
    load: {
        mix: "checkout",
        publishedMix: "checkout-published",
        users: 10,
        spawnRate: 1,
        durationSeconds: 300,
        // Four minutes until somebody is told, two until a JVM takes messages, and time to see it.
        responseSeconds: 600,
        resources: {
            requests: { cpu: "100m", memory: "256Mi" },
            limits: { cpu: "500m", memory: "512Mi" },
        },
    },
    faults: [{ kind: "replicas", service: "queue-master", replicas: 0 }],
    symptoms: [
        {
            figure: "unshippedOrders",
            atLeast: 300,
            meaning: "orders that were paid wait in the queue when the load is over",
        },
        { figure: "orderFailureRatio", below: 0.01, meaning: "every order succeeds" },
        { figure: "browseFailureRatio", below: 0.01, meaning: "everything else works as well" },
        { figure: "restarts", atMost: 0, meaning: "nothing crashes" },
    ],
    rootCause:
        "The Deployment queue-master has 0 replicas. Shipping puts a message into RabbitMQ's queue " +
        "shipping-task for each order and answers 201, whether or not anybody reads it. Nothing in the " +
        "shop looks at the queue, so it grows with every order. It is not durable: with RabbitMQ's pod " +
        "the messages would be gone, and with them all that says what is to be shipped.",
    why:
        "Shipping answers 201 as soon as a message is in RabbitMQ's queue, and even when it could not " +
        "put it there. Nobody who orders waits for it to be taken out, so nothing but the queue tells: " +
        "by its depth, and by paid orders against messages that were taken.",
    diagnosis: {
        title: "Orders are paid and nobody takes them up for shipment",
        symptoms: "shipping-queue-unread && shipments-behind-orders",
        priority: 2,
        why:
            "A queue without a consumer while orders are paid. A queue alone may be idle; shipments " +
            "behind orders alone may be a broker that is gone, or a queue-master that is slow.",
        meaning:
            "What customers have paid for waits in RabbitMQ's memory, and nobody takes it out. No user " +
            "sees an error.",
        checkFirst: [
            "Desired replicas of queue-master; scale it back, and the queue empties within seconds",
            "Leave RabbitMQ alone until then: a restart loses the messages",
            "Then look whether the queue has become empty, and as many were taken as were paid",
        ],
    },
    monitors: {
        mustFire: [
            { monitor: "shipping-queue-unread", withinSeconds: 300 },
            { monitor: "shipping-queue-depth", withinSeconds: 240 },
            { monitor: "shipments-behind-orders", withinSeconds: 180 },
            { monitor: "incident-shipments", withinSeconds: 300 },
            { monitor: "service-unavailable", withinSeconds: 240 },
            { monitor: "containers-running-dropped", withinSeconds: 300 },
        ],
        mayFire: [],
    },
    observation: {
        focus: ["queue-master", "rabbitmq", "shipping", "orders"],
        logView: {
            name: "Orders on their way to shipment",
            neutralName: "Lines of shipments",
            search:
                "kube_container_name:(shipping OR queue-master) " +
                '("Adding shipment to queue" OR "Spawning new container")',
        },
    },
    runbook: {
        detect: [
            { say: "No customer complains; the queue does.", monitor: "shipping-queue-depth" },
            { say: "More is paid than shipped.", monitor: "shipments-behind-orders" },
        ],
        diagnose: [
            { say: "The queue has no consumer.", monitor: "shipping-queue-unread" },
            {
                say: "RabbitMQ says the same: messages that wait, and consumers.",
                run:
                    "kubectl -n sock-shop exec deployment/rabbitmq -c rabbitmq -- " +
                    "rabbitmqctl list_queues name messages_ready consumers",
            },
            {
                say: "Who should read it: 0 of 0 was scaled away.",
                run: "kubectl -n sock-shop get deployment queue-master",
            },
            {
                say: "Shipping goes on putting messages in; queue-master has stopped taking them out.",
                logs:
                    "kube_container_name:(shipping OR queue-master) " +
                    '("Adding shipment to queue" OR "Spawning new container")',
            },
        ],
        assess: [
            {
                say:
                    "As many orders as messages wait: the latest ones, since a queue is taken from the " +
                    "front. They are paid and stored; only their shipment is missing.",
                monitor: "shipping-queue-depth",
            },
            {
                say:
                    "placed-orders.csv of the run lists customers, amounts and times: the last lines, " +
                    "as many as messages wait, are those that were paid and not shipped.",
                run: "npm run report",
            },
            { say: "At risk: the messages, which RabbitMQ keeps in memory only." },
        ],
        remediate: [
            {
                say: "Bring queue-master back; its JVM starts for a minute, then it empties the queue.",
                run: "kubectl -n sock-shop scale deployment/queue-master --replicas=1",
                remediation: "restore",
            },
            {
                say: "Look that it has become empty; what is not in it has to be shipped from the list.",
                monitor: "shipping-queue-unread",
            },
        ],
        prevent: [
            {
                say: "Alert on a queue that nobody reads, and on orders that outrun shipments.",
                monitor: "shipments-behind-orders",
            },
            { say: "A durable queue, so that a restart of RabbitMQ loses nothing." },
            {
                say: "Reconcile orders with shipments every day: the orders' store has all of them.",
            },
        ],
    },
    recovery:
        "queue-master is scaled back; when its JVM has started it takes what waits, oldest first, " +
        "within seconds. Nothing is lost, unless RabbitMQ was restarted meanwhile.",
    acceptedFixes: [
        {
            action: "Scale queue-master back to one replica",
            why: "the messages are all there, and it takes each in milliseconds",
            remediation: "restore",
            serves: ["response"],
        },
        {
            action: "Reconcile orders with shipments afterwards",
            why: "what was in RabbitMQ's memory may be gone; the orders' store has it all",
            serves: ["response"],
            isPeoplesWork: true,
        },
    ],
    wrongFixes: [
        {
            action: "Restart or replace RabbitMQ",
            why: "its queue is not durable: all that waits would be lost",
        },
        {
            action: "Restart the front-end",
            why: "it has nothing to do with it, and works",
            remediation: "restart",
        },
        {
            action: "Scale out the front-end",
            why: "nothing is short of capacity: orders are accepted, and not shipped",
            remediation: "replicas",
        },
    ],
    prompts: [
        {
            skill: "detect",
            ask: "Customers ask where their socks are, since {{startedAt}}. Is anything wrong?",
            expect: [
                "orders succeed: {{failureRatio}} of requests fail",
                "the queue shipping-task grows, and nobody takes anything out of it",
            ],
        },
        {
            skill: "diagnose",
            ask: "Orders are paid and stored. Why does nothing leave the house?",
            expect: [
                "queue-master has 0 of 1 replicas, so the queue has no consumer",
                "shipping answers 201 whether or not anybody reads its messages",
            ],
        },
        {
            skill: "assess",
            ask: "Which orders are affected, and is anything lost?",
            expect: [
                "{{unshippedOrders}} orders, the latest ones: paid, stored, not shipped",
                "nothing is lost yet: the messages are in RabbitMQ's memory",
                "a risk: the queue is not durable, so RabbitMQ must not be restarted",
            ],
        },
        {
            skill: "remediate",
            ask: "What brings shipments back, and what must nobody touch?",
            expect: [
                "queue-master back to one replica; a minute later the queue empties",
                "not RabbitMQ",
            ],
        },
        {
            skill: "prevent",
            ask: "How would we have known?",
            expect: [
                "an alert on a queue without a consumer, and on orders against shipments",
                "a durable queue; a daily comparison of orders and shipments",
            ],
        },
    ],
    sources: [
        "shipping 0.4.8 (sources): publishes to shipping-task, 201 even if that fails; the queue is not durable",
        "queue-master 0.3.1 (sources): one message at a time; without Docker it logs an error and takes the next",
        "What becomes of a shipment after that: nothing, in this shop",
        "The broker's exporter 1.0.0 and RabbitMQ 3.6.8: names of the figures from its source, RABBIT_CAPABILITIES=compat from its issue 84; not run",
        "How fast queue-master takes messages was not measured: assumed as shipping's calls",
        "Load: as payment's. Never run on a real cluster: what is seen is simulated",
    ],
} as const satisfies Scenario);
