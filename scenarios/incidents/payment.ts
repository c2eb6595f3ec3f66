import type { Scenario } from "../scenario";

export const scenario = Object.freeze({
    id: "payment",
    title: "Orders fail because payment is gone",
    inShort: "payment is gone; browsing works, every order fails",
    summary:
        "The payment service is scaled to nothing. Browsing works, baskets fill, and every order " +
        "fails after the customer has pressed the button: some at once, most after five seconds.",
    load: {
        mix: "checkout",
        publishedMix: "checkout-published",
        users: 10,
        spawnRate: 1,
        durationSeconds: 120,
        // Two minutes until somebody acts, three of payment's readiness delay, and time to see it.
        responseSeconds: 600,
        resources: {
            requests: { cpu: "100m", memory: "256Mi" },
            limits: { cpu: "500m", memory: "512Mi" },
        },
    },
    faults: [{ kind: "replicas", service: "payment", replicas: 0 }],
    symptoms: [
        { figure: "orderFailureRatio", atLeast: 1, meaning: "every order fails" },
        {
            figure: "browseFailureRatio",
            below: 0.01,
            meaning: "everything but ordering works as usual",
        },
        { figure: "restarts", atMost: 0, meaning: "nothing crashes" },
    ],
    rootCause:
        "The Deployment payment has 0 replicas, so its Service has no endpoints and no connection " +
        "from orders comes about. The node refuses one attempt a second (after six at once) and " +
        "leaves all others unanswered, until orders gives up after 5 s. Orders turns both into HTTP " +
        "500 and stores nothing.",
    why:
        "Without endpoints the node refuses one connection a second and leaves the others " +
        "unanswered, until orders gives up after 5 s: some orders fail at once, most hang. " +
        "Payment is ready 180 s after it is put back, when the load is over: to see orders " +
        "succeed again, -c duration=10m.",
    diagnosis: {
        title: "Orders fail because payment is gone",
        symptoms: "payment-unavailable && failed-orders",
        priority: 1,
        why: "No replica of payment, and orders that fail: cause and harm together.",
        meaning: "Payment has no replica and every order fails; everything else works.",
        checkFirst: [
            "Scale payment back to one replica (ready after 180 s)",
            "Reconcile the failed orders with their customers",
        ],
    },
    monitors: {
        mustFire: [
            { monitor: "failed-orders", withinSeconds: 120 },
            { monitor: "order-errors", withinSeconds: 120 },
            { monitor: "order-timeouts", withinSeconds: 120 },
            { monitor: "order-refusals", withinSeconds: 120 },
            { monitor: "payment-unavailable", withinSeconds: 240 },
            { monitor: "service-unavailable", withinSeconds: 240 },
            { monitor: "incident-payment", withinSeconds: 240 },
            { monitor: "shop-failure-rate", withinSeconds: 240 },
            { monitor: "containers-running-dropped", withinSeconds: 300 },
            { monitor: "shop-availability-burn", withinSeconds: 240 },
        ],
        // Orders are a third of the requests, and most of them take 5 s.
        mayFire: ["shop-latency-p95"],
    },
    observation: {
        focus: ["payment", "orders"],
        logView: {
            name: "Incident 3 - Payment Failures",
            neutralName: "Failed orders",
            // What no connection came about for is logged by the caller, refused or timed out;
            // PAYMENT_FAILED only by patched images.
            search:
                "kube_container_name:(orders OR payment) " +
                '("Unable to create order" OR "PAYMENT_FAILED" OR "connection refused")',
        },
    },
    runbook: {
        detect: [
            { say: "Customers press the button and get an error.", monitor: "failed-orders" },
            { say: "Payment has no replica.", monitor: "payment-unavailable" },
        ],
        diagnose: [
            {
                say: "Desired and available replicas: 0 of 0 was scaled away, 0 of 1 fails to start.",
                run: "kubectl -n sock-shop get deployment payment",
            },
            {
                say:
                    '"unspecified IO error" is a refused connection, "timeout" one that nobody ' +
                    "answered within 5 s. A payment that is gone gives both, because a node sends one " +
                    "refusal a second; only timeouts with a ready replica are a slow payment.",
                logs: 'kube_container_name:orders "Unable to create order"',
            },
            {
                say: "Everything else works: no restart, and only orders are slow.",
                monitor: "front-end-restarts",
            },
        ],
        assess: [
            {
                say:
                    "Each line is an order that was given up: nothing is stored, and payment never " +
                    "saw the request, timed out or refused, so the shop itself charged nothing.",
                logs: 'kube_container_name:orders "Unable to create order"',
            },
            {
                say: "Customers, amounts and times of the failed orders, from the record of the run.",
                run: "npm run report",
            },
        ],
        remediate: [
            {
                say: "Bring payment back; it is ready after its readiness delay of 180 s.",
                run: "kubectl -n sock-shop scale deployment/payment --replicas=1",
                remediation: "restore",
            },
            { say: "Then reconcile: tell each customer, or place the order again." },
        ],
        prevent: [
            {
                say: "Alert on availability of what orders depend on.",
                monitor: "payment-unavailable",
            },
            {
                say: "Retry with back-off and an idempotency key; a circuit breaker in front of payment.",
            },
            { say: "Store an order as pending before paying, and queue what failed." },
        ],
    },
    recovery:
        "Payment is scaled back; it is ready after its readiness delay of 180 s. Failed orders do " +
        "not come back by themselves: each customer has to be told or the order placed again.",
    acceptedFixes: [
        {
            action: "Scale payment back to one replica",
            why: "the only thing missing is the process",
            remediation: "restore",
            serves: ["response"],
        },
        {
            action: "Reconcile the failed orders from the record of the run",
            why: "customers believe that they ordered; some may have been charged elsewhere",
            serves: ["response"],
            isPeoplesWork: true,
        },
    ],
    wrongFixes: [
        {
            action: "Restart orders or the front-end",
            why: "they work; they report honestly that payment does not answer",
        },
        {
            action: "Scale out anything but payment",
            why: "nothing is short of capacity",
            remediation: "replicas",
        },
    ],
    prompts: [
        {
            skill: "detect",
            ask: "Customers cannot check out since {{startedAt}}. What is wrong?",
            expect: [
                "all POST /orders answer 500, most after 5 s and some at once; browsing is healthy",
                "payment has 0 of 1 replicas and its Service no endpoints",
            ],
        },
        {
            skill: "diagnose",
            ask:
                "A customer says that order {{orderId}} over {{orderAmount}} was charged but never " +
                "confirmed. What happened to it?",
            expect: [
                "orders tried to reach payment, connection refused or not answered, order not stored",
                "no charge was made by the shop: payment never saw the request",
                "check with the payment provider before telling the customer",
            ],
        },
        {
            skill: "assess",
            ask: "How many orders failed and how much money is at stake?",
            expect: [
                "{{failedOrders}} orders, {{moneyAtRisk}} in all",
                "the list of customers and amounts to reconcile",
            ],
        },
        {
            skill: "prevent",
            ask: "How do we keep payment failures from leaving customers in doubt?",
            expect: [
                "retry with back-off and an idempotency key, a circuit breaker in front of payment",
                "store the order as pending before paying (saga), queue what failed",
                "daily reconciliation against the payment provider",
            ],
        },
    ],
    sources: [
        "Guide: payment scaled to 0, 10 users, 2 minutes",
        "Published run: five orders failed by hand, $374.21 at risk",
        "Path of the failure: orders 0.4.7 answers 500 when payment refuses the connection, or after 5 s",
        "Real node: 158 orders, 105 timed out after 5 s and 53 refused, p50 5.1 s, p95 5.3 s",
    ],
} as const satisfies Scenario);
