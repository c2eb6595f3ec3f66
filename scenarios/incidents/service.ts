import type { Scenario } from "../scenario";

export const scenario = Object.freeze({
    id: "service",
    title: "Orders fail because their Service leads astray",
    inShort: "a Service leads to the wrong port; all pods are green, every order is refused",
    summary:
        "The Service of orders leads to a port on which nobody listens. All pods are green, browsing " +
        "works, baskets fill, and every order is refused within milliseconds.",
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
    // What Spring Boot's application listens on when nobody says --port=80 to it, as the image does.
    faults: [{ kind: "targetPort", service: "orders", targetPort: 8082 }],
    symptoms: [
        { figure: "orderFailureRatio", atLeast: 1, meaning: "every order fails" },
        { figure: "p95ResponseTimeMs", below: 1000, meaning: "nobody waits: orders fail at once" },
        {
            figure: "browseFailureRatio",
            below: 0.01,
            meaning: "everything but ordering works as usual",
        },
        { figure: "restarts", atMost: 0, meaning: "nothing crashes" },
    ],
    rootCause:
        "The Service orders has targetPort 8082, and its pods listen on 80. Its endpoints are there " +
        "and ready, so the node sends connections to a port that is closed: the pod's kernel refuses " +
        "each of them at once. The front-end answers 500; the service orders is never asked, and " +
        "logs nothing.",
    why:
        "A Service takes any target port, and endpoints are ready because pods are. The pod's " +
        "kernel refuses each connection, without the limit of one a second that a Service " +
        "without endpoints has. 8082 is where Spring Boot's application listens when nobody " +
        "tells it another port.",
    diagnosis: {
        title: "Orders fail because nothing gets through to them",
        symptoms:
            "order-errors && shop-availability-burn && !failed-orders && !service-unavailable",
        priority: 1,
        why:
            "The front-end fails orders and the service orders does not say so, though all services " +
            "have their replicas: what is broken lies between the two. The error budget is asked " +
            "too because it takes as long as a missing replica does to be told.",
        meaning:
            "Every order is refused on its way from the front-end to orders; all pods are healthy.",
        checkFirst: [
            "targetPort of the Service orders against the port that its pods listen on",
            "Its selector and its endpoints",
            "Put it back, then reconcile the failed orders with their customers",
        ],
    },
    monitors: {
        mustFire: [
            { monitor: "order-errors", withinSeconds: 120 },
            { monitor: "incident-service", withinSeconds: 240 },
            { monitor: "shop-failure-rate", withinSeconds: 240 },
            { monitor: "shop-availability-burn", withinSeconds: 240 },
        ],
        mayFire: [],
    },
    observation: {
        focus: ["orders", "front-end"],
        logView: {
            name: "Orders that get nowhere",
            neutralName: "Orders answered with errors",
            search: 'kube_container_name:front-end @http.url_details.path:"/orders" status:error',
        },
    },
    runbook: {
        detect: [
            {
                say: "Customers press the button and get an error at once.",
                monitor: "order-errors",
            },
            {
                say: "The service orders says nothing of it: it gives up no order.",
                monitor: "failed-orders",
            },
        ],
        diagnose: [
            {
                say: "orders has its replica, ready, without a restart.",
                run: "kubectl -n sock-shop get deployment orders",
            },
            {
                say: "It writes nothing while orders fail: no request gets to it.",
                logs: "kube_container_name:orders",
            },
            {
                say:
                    "TargetPort is where connections go. A Service takes any number: nothing checks " +
                    "that somebody listens there, and the endpoints look healthy.",
                run: "kubectl -n sock-shop describe service --selector name=orders",
            },
            {
                say: "Port is where the pods listen. The two have to be the same.",
                run: "kubectl -n sock-shop describe deployment orders",
            },
        ],
        assess: [
            {
                say:
                    "Each line is an order that nobody took: nothing is stored, and nothing was " +
                    "charged, because only orders calls payment.",
                logs: 'kube_container_name:front-end @http.url_details.path:"/orders" status:error',
            },
            {
                say: "Customers, amounts and times of the failed orders, from the record of the run.",
                run: "npm run report",
            },
        ],
        remediate: [
            {
                say: "Put the Service back; the next connection gets through, nothing restarts.",
                run: "pulumi up -c incident=service -c remediation=restore",
                remediation: "restore",
            },
            { say: "Then reconcile: tell each customer, or place the order again." },
        ],
        prevent: [
            {
                say: "Alert on orders that fail at the front-end, not only on what orders itself logs.",
                monitor: "order-errors",
            },
            { say: "Name the port in the pod and let targetPort say the name, never a number." },
            { say: "After each change place one order through the Service, as a user does." },
        ],
    },
    recovery: "The Service leads to port 80 again; the next connection gets through.",
    acceptedFixes: [
        {
            action: "Let the Service lead to the port that its pods listen on",
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
            action: "Restart the front-end",
            why: "it reports honestly what it gets, and every new pod is refused as well",
            remediation: "restart",
        },
        {
            action: "Scale out anything",
            why: "nothing is short of capacity, and new pods are behind the same Service",
            remediation: "replicas",
        },
    ],
    prompts: [
        {
            skill: "detect",
            ask: "Customers cannot check out since {{startedAt}}. What is wrong?",
            expect: [
                "all POST /orders answer 500 within milliseconds; browsing is healthy",
                "all pods are ready and nothing restarts",
            ],
        },
        {
            skill: "diagnose",
            ask: "The team of orders says that its service is healthy and gets no traffic. Why?",
            expect: [
                "the Service orders has targetPort 8082, its pods listen on 80",
                "connections are refused, so the front-end answers 500 without asking orders",
                "endpoints are there and ready: readiness says nothing about the Service's port",
            ],
        },
        {
            skill: "assess",
            ask: "How many orders failed, and was anybody charged?",
            expect: [
                "{{failedOrders}} orders, {{moneyAtRisk}} in all",
                "nobody was charged: only orders calls payment, and it was never reached",
            ],
        },
        {
            skill: "remediate",
            ask: "What is the smallest change that brings orders back?",
            expect: ["targetPort of the Service orders back to 80; no pod has to be replaced"],
        },
        {
            skill: "prevent",
            ask: "How do we notice such a change before customers do?",
            expect: [
                "a named port in place of a number",
                "a test order through the Service after each change",
                "an alert on the front-end's errors for orders",
            ],
        },
    ],
    sources: [
        "Upstream's manifests: Service orders, port 80, targetPort 80; the image starts with --port=80",
        "orders 0.4.7 listens on 8082 when nobody says a port",
        "Front-end 0.3.12: orders out of reach is a plain 500, no crash (run outside Kubernetes)",
        "Load: as payment's. Never run on a real cluster: what is seen is simulated",
    ],
} as const satisfies Scenario);
