import { checkGraph } from "../../../../../datadog/check/monitor";
import { context } from "../../../components/observability/scope";
import { after, hint, type Provocation, provoke, replaced } from "./provoke";

export const ofMetrics: readonly Provocation[] = [
    provoke("a metric that nobody emits", "unknown-metric", () =>
        replaced("front-end-restarts", "containers.restarts", "container.restarts"),
    ),
    hint("a metric that is easily mistaken", "misleading-metric", () =>
        replaced("front-end-memory-of-limit", "memory.working_set", "memory.usage"),
    ),
    provoke("a tag that a metric does not have", "impossible-tag", () =>
        replaced("payment-unavailable", "kube_deployment:payment", "kube_container_name:payment"),
    ),
    provoke("a tag of former times", "impossible-tag", () =>
        replaced("payment-unavailable", "kube_deployment:", "deployment:"),
    ),
    provoke("a filter on pods of what is counted without them", "impossible-tag", () =>
        replaced("containers-running-dropped", "kube_deployment:*", "pod_name:front-end-*"),
    ),
    provoke("groups by pod of what is counted without them", "low-cardinality-group", () =>
        replaced("containers-running-dropped", ".fill(null)", " by {pod_name}.fill(null)"),
    ),
    provoke("a Deployment that the shop does not have", "impossible-value", () =>
        replaced("payment-unavailable", "kube_deployment:payment", "kube_deployment:payments"),
    ),
    provoke("a reason in Kubernetes' spelling", "impossible-value", () =>
        replaced("front-end-oom-killed", "reason:oomkilled", "reason:OOMKilled"),
    ),
    provoke("a reason of another state", "impossible-value", () =>
        replaced("front-end-crash-loop", "reason:crashloopbackoff", "reason:oomkilled"),
    ),
    hint("a query on the whole cluster", "unscoped", () =>
        replaced("payment-unavailable", "kube_namespace:sock-shop,", ""),
    ),
    provoke("seconds added to a number of replicas", "mixed-units", () =>
        replaced(
            "shop-latency-p95",
            " > ",
            " + p95:sockshop.response_time{kube_namespace:sock-shop} > ",
        ),
    ),
    provoke("a CPU threshold above the limit", "unreachable", () =>
        after("front-end-cpu-usage", ({ query }) => ({
            query: query.replace("250000000", "300000000"),
            thresholds: { critical: 300_000_000 },
        })),
    ),
    hint("a CPU threshold that only some pods can reach", "blind-spots", () =>
        replaced("front-end-cpu-usage", ",kube_container_name:front-end", ""),
    ),
    provoke("a percentile of a gauge", "no-percentiles", () =>
        replaced("front-end-memory-of-limit", "max:kubernetes.memory.w", "p95:kubernetes.memory.w"),
    ),
    provoke("a percentile over time without one over values", "no-percentiles", () =>
        replaced("shop-latency-p95", ":p95:", ":avg:"),
    ),
    provoke("a monitor's metric without aggregation over sources", "no-aggregator", () =>
        replaced("payment-unavailable", ":max:", ":"),
    ),
    provoke("a count over a pod's life", "lifetime-count", () =>
        replaced("front-end-restarts", /monotonic_diff\((.*)\)/, "$1"),
    ),
    provoke("counts that are averaged", "modifier", () =>
        replaced("front-end-requests-in-flight", "as_rate", "as_count"),
    ),
    hint("a gauge as a rate", "modifier", () =>
        replaced("containers-running-dropped", ".fill(null)", ".as_rate()"),
    ),
    provoke("groups where one number is shown", "one-number", () =>
        checkGraph(
            "sum:kubernetes.pods.running{kube_namespace:x} by {host}",
            "query_value",
            context,
        ),
    ),
];
