import assert from "node:assert/strict";

import { logAttributes } from "../../../../../datadog/facts/logs";
import { shopMetrics } from "../../../../../datadog/facts/shopMetrics";
import { logPipeline } from "../../../../../components/observability/pipeline/definition";
import { LogMetricFeed } from "../../../../../datadog/pipeline/logMetricFeed";
import type { LogMetricPoint } from "../../../../../datadog/pipeline/logMetricFeed";
import { logMetrics } from "../../../../../components/observability/pipeline/logMetrics";
import { processLog } from "../../../../../datadog/pipeline/process";
import { lines } from "./lines";
import type { LineExample } from "./lines/example";

const scope = { namespace: "sock-shop" };
const metrics = logMetrics(scope);
const pipeline = logPipeline(scope);
const facts = shopMetrics.filter(({ requires }) => requires === "log-metrics");

const pointsOf = ({ container, line }: LineExample, namespace: string): LogMetricPoint[] => [
    ...new LogMetricFeed(metrics).take(
        processLog(
            {
                time: 1_772_000_000,
                message: line,
                status: "info",
                service: container,
                tags: { kube_namespace: namespace, kube_container_name: container, pod_name: "x" },
            },
            pipeline,
        ),
    ),
];

const points = lines.flatMap((example) => pointsOf(example, "sock-shop"));

const valuesOf = (metric: string): readonly number[] =>
    points.filter((point) => point.metric === metric).map(({ value }) => value);

describe("log-based metrics", () => {
    it("are those of the table of facts, of the same kind and tags", () => {
        assert.deepEqual(
            metrics.map(({ name, kind, groupBy, hasPercentiles }) => [
                name,
                kind,
                groupBy,
                hasPercentiles,
            ]),
            facts.map(({ name, kind, tags, hasPercentiles }) => [
                name,
                kind,
                tags,
                hasPercentiles ?? false,
            ]),
        );
    });

    it("have the units that the table of facts gives them", () => {
        for (const { name, attribute } of metrics) {
            const unit = logAttributes.find((one) => one.name === attribute)?.unit;
            const fact = facts.find((one) => one.name === name);
            assert.equal(unit === "ms", fact?.unit === "milliseconds", name);
        }
    });

    it("take response times from the front-end alone, and only from answered requests", () => {
        assert.deepEqual(
            valuesOf("sockshop.response_time"),
            [12.345, 1834.201, 3, 20.5, 38.101, 9.871, 4.2],
        );
    });

    it("take what users see from the row of all tasks alone", () => {
        assert.deepEqual(valuesOf("sockshop.users.requests_per_second"), [61.3, 0]);
        assert.deepEqual(valuesOf("sockshop.users.failures_per_second"), [22.1, 0]);
        assert.deepEqual(valuesOf("sockshop.users.response_time_mean"), [23204, 0]);
    });

    it("count an order that fails once, in the log of orders", () => {
        assert.deepEqual(valuesOf("sockshop.orders.failed"), [1]);
        const relayed = {
            container: "front-end",
            stream: "stdout",
            line: 'Order response: {"message":"Unable to create order due to timeout"}',
            status: "info",
            attributes: {},
        } as const;
        assert.deepEqual(pointsOf(relayed, "sock-shop"), []);
    });

    it("carry the tags that they are grouped by and no others", () => {
        for (const { metric, tags } of points) {
            assert.deepEqual(
                Object.keys(tags),
                metrics.find(({ name }) => name === metric)?.groupBy,
            );
        }
        assert.deepEqual(
            points.find(({ metric }) => metric === "sockshop.orders.failed"),
            {
                metric: "sockshop.orders.failed",
                kind: "count",
                tags: { kube_namespace: "sock-shop", kube_container_name: "orders" },
                time: 1_772_000_000,
                value: 1,
            },
        );
    });

    it("see nothing of another namespace", () => {
        assert.deepEqual(
            lines.flatMap((example) => pointsOf(example, "shop-2")),
            [],
        );
    });
});
