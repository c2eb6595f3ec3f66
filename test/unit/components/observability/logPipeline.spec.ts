import assert from "node:assert/strict";

import { LogPipeline } from "../../../../components/observability/LogPipeline";
import { logPipeline } from "../../../../components/observability/pipeline/definition";
import { planOf } from "../../../support/planOf";
import { inputsOf, ofType, rendered, type Rendered } from "./rendered";

type Fields = Readonly<Record<string, unknown>>;

describe("the log pipeline in the account", () => {
    let all: readonly Rendered[];
    let pipeline: Fields;
    let processors: readonly Readonly<Record<string, Fields>>[];
    before(async () => {
        const { resources } = await rendered(
            () => new LogPipeline("logs", { namespace: "sock-shop", tags: ["team:sre"] }),
        );
        all = resources;
        pipeline = inputsOf(all, "logs-pipeline");
        processors = pipeline.processors as typeof processors;
    });

    /** Processors of the pipeline within, by its place among these. */
    const within = (place: number): typeof processors =>
        processors.flatMap(({ pipeline: inner }) => (inner === undefined ? [] : [inner]))[place]
            ?.processors as typeof processors;

    it("is one pipeline and six metrics, and nothing else", () => {
        assert.deepEqual(all.map(({ name }) => name).sort(), [
            "logs",
            "logs-orders-failed",
            "logs-orders-paid",
            "logs-pipeline",
            "logs-response-time",
            "logs-users-failures-per-second",
            "logs-users-requests-per-second",
            "logs-users-response-time-mean",
        ]);
        assert.equal(ofType(all, ":LogsMetric").length, 6);
        assert.equal(ofType(all, ":LogsCustomPipeline").length, 1);
    });

    it("takes the logs of the shop's namespace", () => {
        assert.deepEqual(pipeline.filters, [{ query: "kube_namespace:sock-shop" }]);
        assert.deepEqual(pipeline.tags, ["team:sre"]);
        assert.equal(pipeline.isEnabled, true);
    });

    it("has every processor of the definition in its place, switched on", () => {
        const kinds: Readonly<Record<string, string>> = {
            "grok-parser": "grokParser",
            "category-processor": "categoryProcessor",
            "arithmetic-processor": "arithmeticProcessor",
            "attribute-remapper": "attributeRemapper",
            "service-remapper": "serviceRemapper",
            "status-remapper": "statusRemapper",
            pipeline: "pipeline",
        };
        const shape = (list: typeof processors): unknown =>
            list.map((processor) =>
                Object.entries(processor).map(([kind, fields]) => {
                    assert.equal(fields.isEnabled, true);
                    const inner = fields.processors as typeof processors | undefined;
                    return [kind, fields.name, ...(inner === undefined ? [] : [shape(inner)])];
                }),
            );
        const expected = logPipeline({ namespace: "sock-shop" }).processors.map((one) => [
            [
                kinds[one.kind],
                one.name,
                ...(one.kind === "pipeline"
                    ? [one.processors.map((inner) => [[kinds[inner.kind], inner.name]])]
                    : []),
            ],
        ]);
        assert.deepEqual(shape(processors), expected);
    });

    it("keeps the tag that becomes the service", () => {
        assert.deepEqual(processors.slice(0, 2), [
            {
                attributeRemapper: {
                    name: "Container's name as attribute",
                    isEnabled: true,
                    sourceType: "tag",
                    sources: ["kube_container_name"],
                    targetType: "attribute",
                    target: "container.name",
                    preserveSource: true,
                    overrideOnConflict: true,
                },
            },
            {
                serviceRemapper: {
                    name: "Container as service",
                    isEnabled: true,
                    sources: ["container.name"],
                },
            },
        ]);
        assert.deepEqual(processors.at(-1), {
            statusRemapper: { name: "Level as status", isEnabled: true, sources: ["level"] },
        });
    });

    it("gives grok a rule per line, and formulas that a missing part skips", () => {
        const [parser, minutes] = within(1);
        const grok = parser?.grokParser?.grok as Record<string, string>;
        const rules = grok.matchRules?.split("\n") ?? [];
        assert.equal(rules.length, 9);
        assert.equal(rules[1], "microseconds %{_call}%{number:response_time:scale(0.001)}(µ|μ|u)s");
        assert.match(grok.supportRules ?? "", /^_origin ts=.*\n_error .*\n_call .* took=$/);
        assert.equal(parser?.grokParser?.source, "message");
        assert.deepEqual(minutes?.arithmeticProcessor, {
            name: "Calls of over a minute, in ms",
            isEnabled: true,
            expression: "took.minutes * 60000 + took.seconds * 1000",
            target: "response_time",
            isReplaceMissing: false,
        });
    });

    it("writes categories as searches", () => {
        assert.deepEqual(within(0)[1]?.categoryProcessor, {
            name: "Level of a request",
            isEnabled: true,
            target: "level",
            categories: [
                { name: "error", filter: { query: "@http.status_code:[500 TO 599]" } },
                { name: "info", filter: { query: "@http.status_code:[100 TO 399]" } },
                { name: "warn", filter: { query: "@http.method:*" } },
            ],
        });
    });

    it("makes the response time a distribution with percentiles", () => {
        assert.deepEqual(inputsOf(all, "logs-response-time"), {
            name: "sockshop.response_time",
            filter: {
                query: "kube_namespace:sock-shop kube_container_name:front-end @response_time:*",
            },
            compute: {
                aggregationType: "distribution",
                path: "@response_time",
                includePercentiles: true,
            },
            groupBies: [
                { path: "kube_namespace", tagName: "kube_namespace" },
                { path: "kube_container_name", tagName: "kube_container_name" },
            ],
        });
    });

    it("counts failed orders without a path, which a count cannot have", () => {
        assert.deepEqual(inputsOf(all, "logs-orders-failed"), {
            name: "sockshop.orders.failed",
            filter: {
                query:
                    "kube_namespace:sock-shop kube_container_name:orders " +
                    '"Unable to create order"',
            },
            compute: { aggregationType: "count" },
            groupBies: [
                { path: "kube_namespace", tagName: "kube_namespace" },
                { path: "kube_container_name", tagName: "kube_container_name" },
            ],
        });
    });

    it("comes before its metrics, which a new one of the same name cannot overtake", async () => {
        const { resources } = await planOf({ observability: "resources" });
        const pipelines = resources.filter(({ type }) => type.endsWith(":LogsCustomPipeline"));
        const metrics = resources.filter(({ type }) => type.endsWith(":LogsMetric"));
        assert.equal(pipelines.length, 1);
        assert.equal(metrics.length, 6);
        for (const metric of metrics) {
            assert.deepEqual(metric.dependsOn, [pipelines[0]?.urn], metric.name);
            assert.equal(metric.deleteBeforeReplace, true, metric.name);
        }
    });
});
