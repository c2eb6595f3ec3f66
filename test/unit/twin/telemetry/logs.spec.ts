import assert from "node:assert/strict";

import { logPipeline } from "../../../../components/observability/pipeline/definition";
import { LogMetricFeed } from "../../../../datadog/pipeline/logMetricFeed";
import { logMetrics } from "../../../../components/observability/pipeline/logMetrics";
import { logProcessor } from "../../../../datadog/pipeline/process";
import type { LogRecord, Sketch } from "../../../../evidence/evidence";
import { plansOf, twinInputOf } from "../../../../rehearsal/plans";
import { simulate } from "../../../../twin/simulate";
import { Telemetry } from "../../../../twin/telemetry/telemetry";
import { sketchOf } from "../../evidence/sample";

const namespace = "sock-shop";

/** The values that the deployed pipeline and log-based metrics make of lines, by metric and step. */
function metricsOf(lines: readonly LogRecord[]): ReadonlyMap<string, readonly number[]> {
    const process = logProcessor(logPipeline({ namespace }));
    const feed = new LogMetricFeed(logMetrics({ namespace }));
    const values = new Map<string, number[]>();
    for (const { metric, time, value } of lines.flatMap((line) => feed.take(process(line)))) {
        const key = `${metric} ${Math.floor(time / 10) * 10}`;
        values.set(key, [...(values.get(key) ?? []), value]);
    }
    return values;
}

describe("log-based metrics of a simulated run", () => {
    it("are what the deployed pipeline makes of the lines", async () => {
        const request = {
            incident: "payment",
            arms: ["none"],
            seeds: [1],
            hostSpeed: "lab",
            settings: { duration: "60s" },
            beforeSeconds: 30,
            afterSeconds: 30,
        } as const;
        const input = twinInputOf(request, await plansOf(request, "none"), 1);
        const lines: LogRecord[] = [];
        const telemetry = new Telemetry({
            input,
            run: { incident: "payment", remediation: "none", users: 10, settings: {} },
            requestLines: (line) => lines.push(line),
        });
        const evidence = telemetry.finish(simulate(input, telemetry));
        const expected = metricsOf([...lines, ...evidence.logs]);
        // Not the expiry, which is a Job of the same plan.
        const writers = evidence.logs.filter(({ service }) => service === "locust");
        assert.ok(writers.length > 0);
        assert.ok(writers.every(({ tags }) => tags.pod_name?.startsWith("load-payment-job")));

        const found = new Map<string, Sketch | number>();
        for (const { metric, times, sketches } of evidence.distributions) {
            times.forEach((time, index) => {
                const sketch = sketches[index];
                if (metric !== "sockshop.request_duration_seconds" && sketch !== undefined) {
                    found.set(`${metric} ${time}`, sketch);
                }
            });
        }
        for (const { metric, times, values } of evidence.series) {
            if (metric === "sockshop.orders.failed") {
                times.forEach((time, index) => found.set(`${metric} ${time}`, values[index] ?? 0));
            }
        }
        assert.deepEqual([...found.keys()].sort(), [...expected.keys()].sort());
        for (const [key, values] of expected) {
            const one = found.get(key);
            if (typeof one === "number") {
                assert.equal(one, values.length, key);
            } else {
                assert.deepEqual(one?.bins, sketchOf(values).bins, key);
            }
        }
        const metrics = new Set([...found.keys()].map((key) => key.split(" ")[0]));
        assert.equal(metrics.size, 5);
    });

    it("keeps request lines out of memory, but for errors", async () => {
        const request = {
            incident: "payment",
            arms: ["none"],
            seeds: [1],
            hostSpeed: "lab",
            settings: { duration: "30s" },
            beforeSeconds: 30,
            afterSeconds: 30,
        } as const;
        const input = twinInputOf(request, await plansOf(request, "none"), 1);
        const run = { incident: "payment", remediation: "none", users: 10, settings: {} };
        const telemetry = new Telemetry({ input, run });
        const { logs } = telemetry.finish(simulate(input, telemetry));
        const ofFrontEnd = logs.filter(({ tags }) => tags.kube_container_name === "front-end");
        assert.ok(ofFrontEnd.length > 10);
        assert.ok(
            ofFrontEnd.every(({ message }) => message.includes("POST /orders \u001b[31m500")),
        );
    });
});
