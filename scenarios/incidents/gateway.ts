import type { Scenario } from "../scenario";

export const scenario = Object.freeze({
    id: "gateway",
    title: "Orders time out because a policy cuts them off from payment",
    inShort:
        "a policy cuts orders off from payment; all pods are green, every order hangs and fails",
    summary:
        "A NetworkPolicy lists what orders may call, and payment is not on the list. All pods are " +
        "green, browsing works, baskets fill, and every order fails after five seconds.",
    load: {
        mix: "checkout",
        publishedMix: "checkout-published",
        users: 10,
        spawnRate: 1,
        durationSeconds: 180,
        // Half a minute until somebody is told, a minute until somebody acts, and time to see it.
        responseSeconds: 300,
        resources: {
            requests: { cpu: "100m", memory: "256Mi" },
            limits: { cpu: "500m", memory: "512Mi" },
        },
    },
    faults: [{ kind: "network", service: "orders", unreachable: "payment" }],
    symptoms: [
        { figure: "orderFailureRatio", atLeast: 1, meaning: "every order fails" },
        {
            figure: "p95ResponseTimeMs",
            atLeast: 5000,
            atMost: 6500,
            meaning: "orders fail after the five seconds that they wait, not at once",
        },
        {
            figure: "browseFailureRatio",
            below: 0.01,
            meaning: "everything but ordering works as usual",
        },
        { figure: "restarts", atMost: 0, meaning: "nothing crashes" },
    ],
    rootCause:
        "The NetworkPolicy orders-egress selects the pods of orders and lets them connect to carts, " +
        "orders-db, shipping and user: payment is left out. Packets to it are dropped in silence, so " +
        "the connection neither comes about nor is refused, until orders gives up after 5 s. It then " +
        "answers HTTP 500 and stores nothing. Payment is ready, and is never asked.",
    why:
        "A policy that selects a pod for what goes out drops what it does not list, in silence: " +
        "orders waits 5 s and gives up. A payment that is gone has the node refuse one " +
        "connection a second, which tells the two apart. It is of egress: policies that open " +
        "payment to orders do not undo it.",
    diagnosis: {
        title: "Orders time out though everything that they call is there",
        symptoms:
            "order-timeouts && shop-availability-burn && !order-refusals && !service-unavailable",
        priority: 1,
        why:
            "Orders waits in vain though all replicas are there, and nobody refuses anything, as a " +
            "node does for a service that is gone: what is sent is dropped on the way. The error budget " +
            "is asked too because it takes as long as a missing replica does to be told.",
        meaning:
            "Every order waits five seconds for an answer that does not come; all pods are healthy.",
        checkFirst: [
            "NetworkPolicies that select orders: `kubectl get networkpolicy`",
            "Whether payment sees any request: if it does, it is slow, not cut off",
            "Let payment be called again, then reconcile the failed orders with their customers",
        ],
    },
    monitors: {
        mustFire: [
            { monitor: "failed-orders", withinSeconds: 120 },
            { monitor: "order-errors", withinSeconds: 120 },
            { monitor: "order-timeouts", withinSeconds: 120 },
            { monitor: "incident-gateway", withinSeconds: 240 },
            { monitor: "shop-failure-rate", withinSeconds: 240 },
            { monitor: "shop-availability-burn", withinSeconds: 240 },
        ],
        // Orders are a third of the requests, and all of them take 5 s.
        mayFire: ["shop-latency-p95"],
    },
    observation: {
        focus: ["orders", "payment"],
        logView: {
            name: "Orders that time out",
            neutralName: "Orders without an answer",
            search: 'kube_container_name:orders "Unable to create order due to timeout"',
        },
    },
    runbook: {
        detect: [
            {
                say: "Customers press the button, wait for five seconds and get an error.",
                monitor: "failed-orders",
            },
            { say: "Nobody answers orders in time.", monitor: "order-timeouts" },
        ],
        diagnose: [
            {
                say:
                    'All say "timeout", none "unspecified IO error": nobody refuses, somebody is ' +
                    "silent. A payment that is gone gives both.",
                logs: 'kube_container_name:orders "Unable to create order"',
            },
            {
                say: "payment has its replica, ready, without a restart.",
                run: "kubectl -n sock-shop get deployment payment",
            },
            {
                say:
                    "A policy selects the pods of orders for what goes out. What it does not list is " +
                    "dropped; payment is not on its list.",
                run: "kubectl -n sock-shop describe networkpolicy orders-egress",
            },
            {
                say: "From a pod of orders a connection to payment hangs, one to user does not.",
                run: "kubectl -n sock-shop exec deployment/orders -- wget -T 3 -qO- http://payment/health",
            },
        ],
        assess: [
            {
                say:
                    "Each line is an order that was given up: nothing is stored, and payment never " +
                    "saw the request, so the shop charged nothing.",
                logs: 'kube_container_name:orders "Unable to create order"',
            },
            {
                say: "Customers, amounts and times of the failed orders, from the record of the run.",
                run: "npm run report",
            },
        ],
        remediate: [
            {
                say: "Take the policy away; the next connection gets through, nothing restarts.",
                run: "kubectl -n sock-shop delete networkpolicy orders-egress",
                remediation: "restore",
            },
            { say: "Then reconcile: tell each customer, or place the order again." },
        ],
        prevent: [
            {
                say: "Alert on time-outs of orders: they come before anybody looks at policies.",
                monitor: "order-timeouts",
            },
            {
                say: "Derive policies from what is really called, and place an order after each change.",
            },
            { say: "A connect timeout well below 5 s, and a circuit breaker in front of payment." },
        ],
    },
    recovery: "The policy is gone; the next connection gets through, and no pod is replaced.",
    acceptedFixes: [
        {
            action: "Take the policy away, or put payment on its list",
            why: "it is the only thing wrong, and takes effect with the next connection",
            remediation: "restore",
            serves: ["response"],
        },
        {
            action: "Reconcile the failed orders from the record of the run",
            why: "customers believe that they ordered",
            serves: ["response"],
            isPeoplesWork: true,
        },
    ],
    wrongFixes: [
        {
            action: "Restart payment or orders",
            why: "both work, and the policy selects every new pod of orders as well",
        },
        {
            action: "Restart the front-end",
            why: "it reports honestly what it gets, and waits as long with a new pod",
            remediation: "restart",
        },
        {
            action: "Scale out anything",
            why: "nothing is short of capacity, and the policy holds for all pods of orders",
            remediation: "replicas",
        },
    ],
    prompts: [
        {
            skill: "detect",
            ask: "Customers cannot check out since {{startedAt}}. What is wrong?",
            expect: [
                "all POST /orders answer 500 after about 5 s; browsing is healthy",
                "all pods are ready and nothing restarts",
            ],
        },
        {
            skill: "diagnose",
            ask: "The team of payment says that its service is healthy and gets no request. Why?",
            expect: [
                "the NetworkPolicy orders-egress lets orders call everything it needs but payment",
                "packets are dropped, not refused: orders gives up after 5 s with a timeout",
                "payment has its replica and its endpoints; it is never asked",
            ],
        },
        {
            skill: "assess",
            ask: "How many orders failed, and was anybody charged?",
            expect: [
                "{{failedOrders}} orders, {{moneyAtRisk}} in all",
                "nobody was charged by the shop: payment never saw a request",
            ],
        },
        {
            skill: "remediate",
            ask: "What is the smallest change that brings orders back?",
            expect: ["the policy goes, or lets orders call payment; no pod has to be replaced"],
        },
        {
            skill: "prevent",
            ask: "How do we notice such a change before customers do?",
            expect: [
                "a test order after each change of a policy",
                "policies derived from what is really called",
                "an alert on time-outs of orders",
            ],
        },
    ],
    sources: [
        "orders 0.4.7: each call is waited for 5 s, then 500 with its text of a timeout; no retry",
        "Whom orders calls: its source, as in shop/calls.ts",
        "Kubernetes' NetworkPolicy: a pod that a policy selects for egress may connect to what it lists",
        "Load: as payment's. Never run on a real cluster: what is seen is simulated",
    ],
} as const satisfies Scenario);
