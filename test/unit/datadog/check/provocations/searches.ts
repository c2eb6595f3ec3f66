import { checkView } from "../../../../../datadog/check/monitor";
import { context } from "../../../components/observability/scope";
import { provoke, hint, type Provocation, replaced } from "./provoke";

export const ofSearches: readonly Provocation[] = [
    provoke("a state as log text", "state-word", () =>
        replaced("failed-orders", '\\"Unable to create order\\"', "OOMKilled"),
    ),
    provoke("a state that makes no event", "state-word", () =>
        replaced("front-end-back-off-events", "event_reason:BackOff", "CrashLoopBackOff"),
    ),
    provoke("an attribute without @", "bare-attribute", () =>
        replaced("failed-orders", '\\"Unable to create order\\"', "response_time:>1000"),
    ),
    provoke("an attribute that no pipeline makes", "unknown-attribute", () =>
        replaced("failed-orders", '\\"Unable to create order\\"', "@latency:>1000"),
    ),
    provoke("a text that is compared with a number", "not-a-number", () =>
        replaced("failed-orders", '\\"Unable to create order\\"', "@http.method:>5"),
    ),
    provoke("AND beside OR", "ambiguous-operators", () =>
        replaced("failed-orders", '\\"Unable', 'timeout OR \\"Unable'),
    ),
    provoke("an operator in small letters", "lower-case-operator", () =>
        replaced("failed-orders", ' \\"Unable', ' and \\"Unable'),
    ),
    provoke("an exclusion that is none", "not-an-exclusion", () =>
        replaced("failed-orders", ' \\"Unable', ' !service:robot \\"Unable'),
    ),
    provoke("a phrase of another service", "wrong-writer", () =>
        checkView('kube_namespace:x service:payment "connection refused"', "logs", context),
    ),
    hint("a phrase that nobody writes", "nobody-writes", () =>
        replaced("failed-orders", "Unable to create order", "PAYMENT_FAILED"),
    ),
    hint("a service, which is the name of an image", "image-name", () =>
        replaced("failed-orders", "kube_container_name:orders", "service:orders"),
    ),
    provoke("an event's reason that is not collected", "impossible-value", () =>
        replaced("front-end-back-off-events", "event_reason:BackOff", "event_reason:OOMKilling"),
    ),
    provoke("a tag that logs do not have", "impossible-tag", () =>
        replaced("failed-orders", "kube_container_name:orders", "container:orders"),
    ),
    hint("a search on all namespaces", "unscoped", () =>
        replaced("failed-orders", "kube_namespace:sock-shop ", ""),
    ),
];
