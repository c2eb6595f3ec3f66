import { after, provoke, replaced, type Provocation } from "./provoke";

export const ofTexts: readonly Provocation[] = [
    provoke("a query with a slip", "syntax", () => replaced("front-end-restarts", "{", "(")),
    provoke("an id that nothing can refer to", "syntax", () =>
        after("shop-response-time", () => ({ id: "Shop_Response" })),
    ),
    provoke("a function that nobody here can evaluate", "unsupported", () =>
        replaced("front-end-restarts", "monotonic_diff", "anomalies"),
    ),
    provoke("a threshold with a unit", "unit", () => replaced("shop-latency-p95", /$/, "s")),
    provoke("a threshold of another unit", "unit", () =>
        after("front-end-cpu-usage", ({ query }) => ({
            query: query.replace("250000000", "250"),
            thresholds: { critical: 250 },
        })),
    ),
    provoke("a share whose sides have different units", "unit", () =>
        replaced("front-end-cpu-of-limit", " * 1000000000", ""),
    ),
    provoke("a query of another type", "wrong-type", () =>
        after("failed-orders", () => ({ type: "query alert" })),
    ),
];
