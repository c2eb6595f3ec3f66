import assert from "node:assert/strict";

import { amountOf } from "../../../../shop/quantity";
import { capacityOf, runningContainers } from "../../../../components/observability/capacity";
import { logAttributes, logTags, reservedLogFields } from "../../../../datadog/facts/logs";
import type { MetricFact } from "../../../../datadog/facts/metricFact";
import { metricFact, metricFacts } from "../../../../datadog/facts/metrics";
import { containerTagsAt, podTagNames, retiredTags } from "../../../../datadog/facts/tags";
import { services } from "../../../../shop/services";

function known(name: string): MetricFact {
    const fact = metricFact(name);
    assert.ok(fact, name);
    return fact;
}

describe("the facts of metrics", () => {
    it("name each metric once, with tags that some query can use", () => {
        const names = metricFacts.map(({ name }) => name);
        assert.equal(new Set(names).size, names.length);
        for (const { name, tags } of metricFacts) {
            assert.equal(new Set(tags).size, tags.length, name);
            assert.ok(tags.includes("kube_namespace"), name);
        }
    });

    // As integrations-core's metadata.csv and the agent's source have them.
    for (const [name, kind, unit] of [
        ["kubernetes.cpu.usage.total", "rate", "nanocores"],
        ["kubernetes.cpu.limits", "gauge", "cores"],
        ["kubernetes.cpu.cfs.throttled.seconds", "rate", "seconds per second"],
        ["kubernetes.memory.working_set", "gauge", "bytes"],
        ["kubernetes.memory.usage_pct", "gauge", "fraction"],
        ["kubernetes.network.rx_bytes", "rate", "bytes per second"],
        ["container.cpu.usage", "rate", "nanocores"],
        ["container.cpu.throttled", "rate", "nanoseconds per second"],
        ["kubernetes_state.deployment.replicas_available", "gauge", "count"],
        ["sockshop.request_duration_seconds", "distribution", "seconds"],
        ["sockshop.response_time", "distribution", "milliseconds"],
        ["trace.express.request", "distribution", "seconds"],
        ["trace.express.request.duration", "gauge", "seconds"],
        ["trace.express.request.hits", "count", "count"],
    ] as const) {
        it(`${name} is a ${kind} in ${unit}`, () => {
            assert.deepEqual([known(name).kind, known(name).unit], [kind, unit]);
        });
    }

    it("know that running containers are counted without their pods", () => {
        const { tags } = known("kubernetes.containers.running");
        assert.ok(!tags.includes("pod_name"));
        assert.ok(tags.includes("kube_deployment") && tags.includes("kube_container_name"));
        assert.ok(known("kubernetes.containers.restarts").tags.includes("pod_name"));
        assert.ok(!known("kubernetes.containers.restarts").tags.includes("container_id"));
    });

    it("spell reasons in lower case", () => {
        const reasons = metricFacts.flatMap(({ values }) => values?.reason ?? []);
        assert.ok(reasons.includes("oomkilled") && reasons.includes("crashloopbackoff"));
        assert.deepEqual(
            reasons.filter((reason) => reason !== reason.toLowerCase()),
            [],
        );
    });

    it("know which metrics have percentiles, and which are of a pod's life", () => {
        const named = (test: (fact: MetricFact) => boolean | undefined): readonly string[] =>
            metricFacts.filter(test).map(({ name }) => name);
        assert.deepEqual(
            named(({ hasPercentiles }) => hasPercentiles),
            ["sockshop.request_duration_seconds", "sockshop.response_time"],
        );
        assert.deepEqual(
            named(({ isCumulative }) => isCumulative),
            [
                "kubernetes.containers.restarts",
                "kubernetes.liveness_probe.failure.total",
                "kubernetes.liveness_probe.success.total",
                "kubernetes.readiness_probe.failure.total",
                "kubernetes.readiness_probe.success.total",
                "kubernetes.startup_probe.failure.total",
                "kubernetes.startup_probe.success.total",
                "container.memory.oom_events",
                "kubernetes_state.container.restarts",
            ],
        );
    });

    it("know which metrics end with what they report", () => {
        const names = metricFacts
            .filter(({ gaps }) => gaps === "only when true")
            .map(({ name }) => name);
        assert.deepEqual(names, [
            "kubernetes.containers.state.waiting",
            "kubernetes.containers.state.terminated",
            "kubernetes.containers.last_state.waiting",
            "kubernetes.containers.last_state.terminated",
            "kubernetes.liveness_probe.failure.total",
            "kubernetes.readiness_probe.failure.total",
            "kubernetes.startup_probe.failure.total",
            "kubernetes_state.container.status_report.count.waiting",
            "kubernetes_state.container.status_report.count.terminated",
            "kubernetes_state.hpa.spec_target_metric",
            "kubernetes_state.hpa.status_target_metric",
            "sockshop.orders.failed",
        ]);
    });

    it("have nothing on a metric that nobody emits", () => {
        for (const name of ["kubernetes.containers.crashes", "kubernetes_state.pods", "x", ""]) {
            assert.equal(metricFact(name), undefined);
        }
    });
});

describe("the facts of tags", () => {
    it("add finer tags with each cardinality", () => {
        const has = (tag: string): readonly boolean[] =>
            (["low", "orchestrator", "high"] as const).map((one) =>
                containerTagsAt(one).includes(tag),
            );
        assert.deepEqual(has("kube_namespace"), [true, true, true]);
        assert.deepEqual(has("pod_name"), [false, true, true]);
        assert.deepEqual(has("container_id"), [false, false, true]);
    });

    it("know no container on what is counted per pod", () => {
        assert.deepEqual(
            podTagNames.filter((tag) => /container|image/.test(tag)),
            [],
        );
    });

    it("have a successor for each name that is no longer emitted", () => {
        for (const [retired, successor] of Object.entries(retiredTags)) {
            assert.ok(!containerTagsAt("high").includes(retired));
            assert.ok(containerTagsAt("high").includes(successor), successor);
        }
    });

    it("keep attributes of log lines apart from their tags", () => {
        const names = logAttributes.map(({ name }) => name);
        assert.equal(new Set(names).size, names.length);
        assert.deepEqual(
            names.filter((name) => [...logTags, ...reservedLogFields].includes(name)),
            [],
        );
    });
});

describe("the shop's capacity", () => {
    const capacity = capacityOf(services);
    const of = (container: string): object | undefined =>
        capacity.find((one) => one.container === container);

    it("is that of the manifests", () => {
        assert.equal(runningContainers(capacity), 15);
        assert.deepEqual(of("front-end"), {
            container: "front-end",
            deployment: "front-end",
            replicas: 1,
            cpuCores: 0.3,
            memoryBytes: 1000 * 2 ** 20,
            memoryPeakBytes: 300 * 2 ** 20,
        });
        assert.deepEqual(of("rabbitmq-exporter"), {
            container: "rabbitmq-exporter",
            deployment: "rabbitmq",
            replicas: 1,
            cpuCores: undefined,
            memoryBytes: undefined,
            memoryPeakBytes: undefined,
        });
    });

    it("reads quantities", () => {
        assert.deepEqual(["300m", "1", "0.5", "200Mi", "1Gi", "64Ki"].map(amountOf), [
            0.3,
            1,
            0.5,
            200 * 2 ** 20,
            2 ** 30,
            65_536,
        ]);
        assert.throws(() => amountOf("300 m"), /"300 m" is not an amount/);
        assert.throws(() => amountOf("3X"), /not an amount/);
    });
});
