/** A condition of the guides that the catalogue does not take over as it stands. */
export interface Rejection {
    /** In the guides' own words. */
    readonly original: string;
    /** Why it cannot fire, or not when it should. */
    readonly why: string;
    /** Ids of the monitors that do what was meant. */
    readonly replacedBy: readonly string[];
}

/** What the two guides ask for that can never fire, or means something else than it says. */
export const rejected: readonly Rejection[] = [
    {
        original: "kubernetes.cpu.usage.total{kube_namespace:sock-shop} > 400m for 5 minutes",
        why:
            "The metric is in nanocores, so 400m is 400000000; and the front-end's limit is 300m. " +
            "Of all services only orders and the databases, which have a higher limit or none, " +
            "could ever get there.",
        replacedBy: ["front-end-cpu-of-limit"],
    },
    {
        original: "avg:kubernetes.cpu.usage.total{kube_namespace:sock-shop} by {pod_name} > 250m",
        why:
            "250m is 250000000 nanocores. By pod it can never fire on catalogue and payment, " +
            "whose limit is 200m; on the front-end it can, so it is kept for that one alone.",
        replacedBy: ["front-end-cpu-usage", "front-end-cpu-of-limit"],
    },
    {
        original: "Mean CPU over 5 minutes, as a sign of a front-end that crashes from overload",
        why:
            "Measured: 97 to 100 % of the limit while it runs, but 20 to 45 % over a run with " +
            "back-offs; and a container that lives for 14 s yields no rate at all. The share of " +
            "throttled periods only looks at the time in which it runs.",
        replacedBy: ["front-end-cpu-throttling", "front-end-restarts", "front-end-crash-loop"],
    },
    {
        original: "kubernetes.memory.usage{kube_namespace:sock-shop} > 450Mi for 5 minutes",
        why:
            "450Mi is 471859200 bytes. Catalogue, payment and user have a limit of 200Mi, and the " +
            "front-end, at 1000Mi, was never seen above 300 MiB. usage also counts the page cache.",
        replacedBy: ["front-end-memory-of-limit", "front-end-oom-killed"],
    },
    {
        original: "kubernetes.containers.restarts{kube_namespace:sock-shop} > 0 in 10 minutes",
        why:
            "The metric counts over a pod's life: once above 0 it stays there, and the guide's " +
            "own front-end stood at 56. Only its growth says that something happened.",
        replacedBy: ["front-end-restarts", "backend-restarts"],
    },
    {
        original:
            "trace.http.request.duration{kube_namespace:sock-shop}.p95 > 1000ms for 3 minutes",
        why:
            "A gauge of total time without percentiles, in seconds, without the tag " +
            "kube_namespace; http.request is what a Node.js tracer calls outgoing calls; and the " +
            "shop has no tracer.",
        replacedBy: ["shop-latency-p95"],
    },
    {
        original: "Response Time (avg) > 2 seconds",
        why:
            "At the server a mean of 2 s cannot last: from 1.1 to 1.3 s on the liveness probe " +
            "kills. What users see does reach it.",
        replacedBy: ["shop-response-time"],
    },
    {
        original: "Request Queue Depth > 20",
        why: "Nothing measures the accept queue of the front-end.",
        replacedBy: ["front-end-requests-in-flight"],
    },
    {
        original: "source:kubernetes OOMKilled kube_namespace:sock-shop",
        why: "Kubernetes sends no event when a container is OOMKilled, only BackOff afterwards.",
        replacedBy: ["front-end-oom-killed", "front-end-back-off-events"],
    },
    {
        original: 'kube_namespace:sock-shop (OOMKilled OR CrashLoopBackOff OR "out of memory")',
        why:
            "OOMKilled and CrashLoopBackOff are states that the kubelet reports; no container " +
            "writes them into its log.",
        replacedBy: ["front-end-oom-killed", "front-end-crash-loop"],
    },
    {
        original: "kube_namespace:sock-shop response_time:>2000",
        why:
            "Without @ it is a tag, which no log has; and no image of the shop logs an attribute of " +
            "that name. The log pipeline parses @response_time, in milliseconds.",
        replacedBy: ["shop-latency-p95"],
    },
    {
        original:
            'kube_namespace:sock-shop ("PAYMENT_FAILED" OR "connection refused" AND service:payment)',
        why:
            "Upstream's images do not write PAYMENT_FAILED, a refused connection is logged by the " +
            "caller and not by payment, and how AND and OR combine is not documented.",
        replacedBy: ["failed-orders", "payment-unavailable"],
    },
];
