import { after, afterSlo, all, provoke, replaced, withOptions, type Provocation } from "./provoke";

export const ofCatalogues: readonly Provocation[] = [
    ...[
        ["incident:crash", "the incident's tag"],
        ["kube_job:load-x", "the load's Job"],
        ["!kube_job:*", "everything but Jobs"],
        ["kube_container_name:locust", "the load's container"],
        ["kube_app_component:load", "the load by its label"],
    ].map(([filter, what]) =>
        provoke(`${what ?? ""} in a filter`, "names-the-incident", () =>
            replaced("containers-running-dropped", "kube_deployment:*", filter ?? ""),
        ),
    ),
    ...["locust", "service:locust", "kube_name:load-hybrid-job*", "@run:7", "load:start"].map(
        (search) =>
            provoke(`${search} in a search`, "names-the-incident", () =>
                replaced("front-end-back-off-events", "event_reason:BackOff", search),
            ),
    ),
    provoke("groups by Job", "names-the-incident", () =>
        replaced("containers-running-dropped", ".fill(null)", " by {kube_job}.fill(null)"),
    ),
    provoke("braces that do not close", "message", () =>
        after("shop-failure-rate", () => ({ title: "{{value} of requests fail" })),
    ),
    provoke("a group that the query does not have", "message", () =>
        after("shop-failure-rate", () => ({ title: "Requests to {{pod_name.name}} fail" })),
    ),
    provoke("a handle that would be notified", "message", () =>
        after("shop-failure-rate", ({ message }) => ({
            message: { ...message, checkFirst: ["Search for @response_time"] },
        })),
    ),
    provoke("two of one id", "duplicate", () =>
        after("shop-response-time", () => ({ id: "shop-failure-rate" })),
    ),
    provoke("two of one title", "duplicate", () =>
        after("backend-restarts", () => ({ title: "Front-end restarts" })),
    ),
    provoke("a composite of monitors that are not there", "unknown-reference", () =>
        replaced("incident-payment", "failed-orders", "lost-orders"),
    ),
    provoke("the burn rate of an SLO that is not there", "unknown-reference", () =>
        replaced("shop-latency-burn", '"latency"', '"speed"'),
    ),
    provoke("a formula without its query", "unknown-reference", () =>
        afterSlo({ formula: "failures / visits" }),
    ),
    provoke("a composite of composites", "composite-part", () =>
        replaced("incident-payment", "failed-orders", "incident-crash"),
    ),
    provoke("a composite of groups", "composite-part", () =>
        replaced("incident-payment", "failed-orders", "front-end-cpu-usage"),
    ),
    provoke("a composite's part with a warning", "composite-part", () =>
        after("shop-failure-rate", () => ({ thresholds: { critical: 0.05, warning: 0.02 } })),
    ),
    provoke("an excluded part that may be unknown", "composite-part", () =>
        withOptions("front-end-restarts", { onMissingData: "show_no_data" }),
    ),
    provoke("a composite of eleven", "composite-part", () =>
        after("incident-payment", () => ({
            query: all
                .filter(({ type, query }) => type !== "composite" && !query.includes(" by {"))
                .map(({ id }) => id)
                .slice(0, 11)
                .join(" && "),
        })),
    ),
    provoke("a burn rate that no outage reaches", "burn-rate", () => afterSlo({ target: 90 })),
    provoke("a burn rate over another time than the SLO", "burn-rate", () =>
        replaced("shop-latency-burn", '"7d"', '"30d"'),
    ),
];
