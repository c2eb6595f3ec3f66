import assert from "node:assert/strict";

import { withOpenMetrics, withQueueMetrics } from "../../../shop/openMetrics";
import { shopMetrics } from "../../../datadog/facts/shopMetrics";
import { imageSets, withImages } from "../../../shop/images";
import { services, type ShopSpec } from "../../../shop/services";

interface Instance {
    readonly openmetrics_endpoint: string;
    readonly namespace: string;
    readonly metrics: readonly Readonly<Record<string, string>>[];
    readonly histogram_buckets_as_distributions: boolean;
    readonly collect_counters_with_distributions: boolean;
    readonly exclude_labels: readonly string[];
    readonly timeout: number;
}

const annotation = "ad.datadoghq.com/front-end.checks";

function instanceOf(shop: ShopSpec): Instance {
    const text = shop["front-end"].podAnnotations?.[annotation] ?? "";
    const checks = JSON.parse(text) as {
        readonly openmetrics: { readonly instances: readonly Instance[] };
    };
    assert.deepEqual(Object.keys(checks), ["openmetrics"]);
    const [instance, ...others] = checks.openmetrics.instances;
    assert.ok(instance && others.length === 0);
    return instance;
}

describe("the front-end's metrics for the agent", () => {
    for (const images of imageSets) {
        const shop = withOpenMetrics(withImages(services, images));

        it(`${images}: are read from the port on which the front-end listens`, () => {
            const container = shop["front-end"].containers.find(({ name }) => name === "front-end");
            const port = container?.ports[0]?.containerPort;
            assert.equal(instanceOf(shop).openmetrics_endpoint, `http://%%host%%:${port}/metrics`);
        });
    }

    const instance = instanceOf(withOpenMetrics(services));

    it("have the same name in Datadog, whichever image wrote them", () => {
        const names = instance.metrics.flatMap((one) => Object.entries(one));
        assert.deepEqual(names, [
            ["request_duration_seconds", "request_duration_seconds"],
            ["http_request_duration_seconds", "request_duration_seconds"],
        ]);
        assert.equal(instance.namespace, "sockshop");
    });

    it("are exactly the ones that queries may use", () => {
        const known = shopMetrics.filter(({ requires }) => requires === "openmetrics");
        const [name] = instance.metrics.flatMap((one) => Object.values(one));
        const distribution = `${instance.namespace}.${name}`;
        assert.deepEqual(
            known.map((fact) => [fact.name, fact.kind]),
            [
                [distribution, "distribution"],
                [`${distribution}.sum`, "count"],
                [`${distribution}.count`, "count"],
            ],
        );
        assert.equal(instance.histogram_buckets_as_distributions, true);
        assert.equal(instance.collect_counters_with_distributions, true);
    });

    it("come without the label that would overwrite Datadog's own tag service", () => {
        assert.deepEqual(instance.exclude_labels, ["service"]);
    });

    it("are waited for while the front-end is slow, but not into the next reading", () => {
        assert.ok(instance.timeout > 10 && instance.timeout < 15);
    });

    it("are announced on the front-end's pods and nowhere else", () => {
        const changed = withOpenMetrics(services);
        const { podAnnotations, ...frontEnd } = changed["front-end"];
        assert.deepEqual(Object.keys(podAnnotations ?? {}), [annotation]);
        assert.deepEqual({ ...changed, "front-end": frontEnd }, services);
    });

    it("keep the annotations that are there", () => {
        const spec = { ...services["front-end"], podAnnotations: { other: "kept" } };
        const shop = withOpenMetrics({ ...services, "front-end": spec });
        assert.deepEqual(Object.keys(shop["front-end"].podAnnotations ?? {}), [
            "other",
            annotation,
        ]);
    });
});

describe("the broker's metrics for the agent", () => {
    const key = "ad.datadoghq.com/rabbitmq-exporter.checks";
    const shop = withQueueMetrics(services);
    const checks = JSON.parse(shop.rabbitmq.podAnnotations?.[key] ?? "") as {
        readonly openmetrics: { readonly instances: readonly Instance[] };
    };
    const [instance, ...others] = checks.openmetrics.instances;

    it("are read from the exporter's port, not from the broker's", () => {
        assert.ok(instance && others.length === 0);
        assert.equal(instance.openmetrics_endpoint, "http://%%host%%:9090/metrics");
    });

    it("are exactly the ones that queries may use, a counter with the check's ending", () => {
        const names = instance?.metrics.flatMap((one) => Object.entries(one)) ?? [];
        const known = shopMetrics.filter(({ requires }) => requires === "queue-metrics");
        assert.deepEqual(
            known.map(({ name }) => name),
            names.map(([exported, name]) =>
                exported === "rabbitmq_queue_messages_ack"
                    ? `${instance?.namespace}.${name}.count`
                    : `${instance?.namespace}.${name}`,
            ),
        );
    });

    it("come without the labels that hold the node's name, which changes with each pod", () => {
        for (const label of ["cluster", "self"]) {
            assert.ok(instance?.exclude_labels.includes(label));
        }
        assert.ok(!instance?.exclude_labels.includes("queue"));
    });

    it("are announced on the broker's pods beside what is there, and nowhere else", () => {
        const { podAnnotations, ...broker } = shop.rabbitmq;
        assert.deepEqual(Object.keys(podAnnotations ?? {}), ["prometheus.io/scrape", key]);
        const { podAnnotations: before, ...same } = services.rabbitmq;
        assert.deepEqual(before, { "prometheus.io/scrape": "false" });
        assert.deepEqual({ ...shop, rabbitmq: broker }, { ...services, rabbitmq: same });
    });
});
