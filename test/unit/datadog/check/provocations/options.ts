import { after, hint, type Provocation, provoke, replaced, withOptions } from "./provoke";

export const ofOptions: readonly Provocation[] = [
    provoke("a threshold that is not the query's", "threshold-mismatch", () =>
        after("shop-failure-rate", () => ({ thresholds: { critical: 0.1 } })),
    ),
    provoke("no threshold at all", "no-threshold", () =>
        after("front-end-restarts", () => ({ thresholds: undefined })),
    ),
    provoke("a recovery above the threshold", "recovery-side", () =>
        after("shop-failure-rate", () => ({
            thresholds: { critical: 0.05, criticalRecovery: 0.06 },
        })),
    ),
    provoke("a warning after the alert", "recovery-side", () =>
        after("containers-running-dropped", () => ({
            thresholds: { critical: 14.8, warning: 14 },
        })),
    ),
    provoke("a window that Datadog does not have", "window", () =>
        replaced("failed-orders", '"5m"', '"3d"'),
    ),
    provoke("an SLO over a day", "window", () => replaced("shop-latency-burn", '"7d"', '"1d"')),
    provoke("a full window of a metric with gaps", "full-window", () =>
        withOptions("front-end-oom-killed", { requireFullWindow: true }),
    ),
    provoke("a full window by the provider's default", "full-window", () =>
        withOptions("front-end-restarts", { requireFullWindow: undefined }),
    ),
    provoke("default_zero with another meaning of missing data", "missing-data", () =>
        withOptions("front-end-liveness-failures", { onMissingData: "resolve" }),
    ),
    hint("default_zero that sets the alert off", "missing-data", () =>
        after("payment-unavailable", ({ query, options }) => ({
            query: query.replace(/max:k(.*)\}/, "default_zero(max:k$1})"),
            options: { ...options, onMissingData: undefined },
        })),
    ),
    provoke("a state that ends in silence", "stuck-alert", () =>
        withOptions("front-end-crash-loop", { onMissingData: "show_no_data" }),
    ),
    provoke("a gap that keeps the last status", "stuck-alert", () =>
        withOptions("shop-latency-p95", { onMissingData: undefined }),
    ),
    provoke("an option of metric monitors on a log monitor", "wrong-option", () =>
        withOptions("failed-orders", { requireFullWindow: false }),
    ),
    provoke("missing data of a composite", "wrong-option", () =>
        withOptions("incident-crash", { onMissingData: "resolve" }),
    ),
    provoke("log lines in a monitor of events", "wrong-option", () =>
        withOptions("front-end-back-off-events", { enableLogsSample: true }),
    ),
    provoke("thresholds of a composite", "wrong-option", () =>
        after("incident-crash", () => ({ thresholds: { critical: 1 } })),
    ),
];
