import assert from "node:assert/strict";

import type { Monitor } from "../../../../../components/observability/catalogue/definition";
import { latencySources } from "../../../../../components/settings/datadog";
import { parseMonitorQuery } from "../../../../../datadog/query/parse";
import { monitorsIn, scopeWith } from "../scope";

function monitor(id: string, from = monitorsIn()): Monitor {
    const found = from.find((one) => one.id === id);
    assert.ok(found, `there is no monitor ${id}`);
    return found;
}

describe("a threshold", () => {
    for (const source of latencySources) {
        it(`is the same number in query and options, with response times from ${source}`, () => {
            for (const { id, query, thresholds } of monitorsIn(scopeWith(source))) {
                const parsed = parseMonitorQuery(query);
                const inQuery = parsed.kind === "composite" ? undefined : parsed.threshold;
                assert.equal(inQuery, thresholds?.critical, id);
            }
        });
    }

    // What the guides ask for where they do, in the unit of the query.
    for (const [id, condition] of [
        ["front-end-cpu-usage", "> 250000000"],
        ["front-end-cpu-of-limit", "> 0.75"],
        ["front-end-cpu-throttling", "> 0.75"],
        ["front-end-memory-of-limit", "> 0.7"],
        ["front-end-oom-killed", ">= 1"],
        ["front-end-restarts", "> 0"],
        ["backend-restarts", "> 0"],
        ["front-end-crash-loop", ">= 1"],
        ["front-end-liveness-failures", ">= 3"],
        ["front-end-back-off-events", "> 0"],
        ["shop-latency-p95", "> 1"],
        ["shop-response-time", "> 2000"],
        ["front-end-requests-in-flight", "> 20"],
        ["shop-failure-rate", "> 0.05"],
        ["payment-unavailable", "< 1"],
        ["failed-orders", ">= 5"],
        ["order-timeouts", ">= 5"],
        ["order-refusals", ">= 1"],
        ["shipping-queue-depth", "> 100"],
        ["shipping-queue-unread", "< 1"],
        ["shipments-behind-orders", "> 100"],
        ["containers-running-dropped", "< 14.8"],
        ["shop-availability-burn", "> 16.8"],
        ["shop-latency-burn", "> 16.8"],
        ["incident-crash", "&& shop-failure-rate"],
        ["incident-hybrid", "&& !backend-restarts && !autoscaler-memory-calm"],
        ["incident-latency", "&& !front-end-restarts && !shop-failure-rate"],
        ["incident-payment", "&& failed-orders"],
    ] as const) {
        it(`of ${id} is ${condition}`, () => {
            assert.ok(monitor(id).query.endsWith(` ${condition}`), monitor(id).query);
        });
    }

    it("of response times follows the unit of their source", () => {
        const p95 = latencySources.map((source) => {
            const { query, thresholds } = monitor(
                "shop-latency-p95",
                monitorsIn(scopeWith(source)),
            );
            return [query, thresholds?.criticalRecovery];
        });
        const frontEnd = "{kube_namespace:sock-shop,kube_container_name:front-end}";
        assert.deepEqual(p95, [
            [`percentile(last_3m):p95:sockshop.request_duration_seconds${frontEnd} > 1`, 0.5],
            [`percentile(last_3m):p95:sockshop.response_time${frontEnd} > 1000`, 500],
            ["percentile(last_3m):p95:trace.express.request{env:dev,service:front-end} > 1", 0.5],
        ]);
    });

    it("of running containers follows the size of the shop", () => {
        const larger = monitorsIn({ ...scopeWith(), containers: 17 });
        assert.match(monitor("containers-running-dropped", larger).query, / < 16\.8$/);
    });
});
