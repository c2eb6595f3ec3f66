import assert from "node:assert/strict";

import { client, v1 } from "@datadog/datadog-api-client";

import { DatadogStandIn, standInKeys } from "../../../support/datadog/standIn";
import { ask, monitor } from "./asking";

describe("the stand-in's other objects", () => {
    let standIn: DatadogStandIn;
    beforeEach(async () => {
        standIn = await DatadogStandIn.start();
    });
    afterEach(async () => {
        await standIn.stop();
        assert.deepEqual(standIn.mistakes, []);
    });

    const post = (path: string, body: object): ReturnType<typeof ask> =>
        ask(standIn, "POST", path, body);
    const refused = async (path: string, body: object, says: RegExp): Promise<void> => {
        const answer = await post(path, body);
        assert.equal(answer.status, 400);
        assert.match(answer.errors, says);
    };

    const slo = {
        name: "Availability",
        type: "metric",
        query: { numerator: "sum:good{*}.as_count()", denominator: "sum:all{*}.as_count()" },
        thresholds: [{ timeframe: "7d", target: 99 }],
    };

    it("answer an SLO as a list when it is made, and as an object when it is read", async () => {
        const { body } = await post("/api/v1/slo", slo);
        const [created] = body.data as { id: string; thresholds: { target_display: string }[] }[];
        assert.equal(created?.thresholds[0]?.target_display, "99.");
        const read = await ask(standIn, "GET", `/api/v1/slo/${created.id}`);
        assert.equal((read.body.data as { name: string }).name, "Availability");
    });

    it("refuse SLOs without an indicator, or of monitors that are not there", async () => {
        await refused("/api/v1/slo", { ...slo, query: undefined }, /needs its indicator/);
        const strangers = { ...slo, type: "monitor", query: undefined, monitor_ids: [1] };
        await refused("/api/v1/slo", strangers, /monitors not found: 1/);
        await refused("/api/v1/slo", { ...slo, thresholds: [] }, /thresholds/);
        const upsideDown = [{ timeframe: "7d", target: 99, warning: 98 }];
        await refused("/api/v1/slo", { ...slo, thresholds: upsideDown }, /warning/);
    });

    const widget = (definition: object): object => ({
        title: "Shop",
        layout_type: "ordered",
        template_variables: [{ name: "ns", prefix: "kube_namespace", defaults: ["sock-shop"] }],
        widgets: [{ definition }],
    });
    const graph = (q: string): object => widget({ type: "timeseries", requests: [{ q }] });

    it("take dashboards whose queries can be read, and number their widgets", async () => {
        const { status, body } = await post(
            "/api/v1/dashboard",
            graph("avg:x.y{$ns} by {pod_name}"),
        );
        assert.equal(status, 200);
        const [first] = body.widgets as { id: unknown }[];
        assert.equal(typeof first?.id, "number");
    });

    it("refuse dashboards with unknown widgets, fields, queries and tags", async () => {
        const path = "/api/v1/dashboard";
        await refused(path, widget({ type: "pie" }), /none of the known forms/);
        await refused(path, widget({ type: "note", content: "x", colour: "red" }), /colour/);
        await refused(path, graph("avg:x.y{$ns"), /Invalid query in a widget/);
        await refused(path, { ...graph("avg:x{*}"), tags: ["env:dev"] }, /team:<name>/);
    });

    const pipeline = {
        name: "Sock Shop",
        is_enabled: true,
        filter: { query: "kube_namespace:sock-shop" },
        processors: [
            { type: "grok-parser", source: "message", grok: { match_rules: "r %{data}" } },
        ],
    };

    it("keep pipelines in order, and answer 400 for one that is not there", async () => {
        const path = "/api/v1/logs/config/pipelines";
        const order = "/api/v1/logs/config/pipeline-order";
        const { body } = await post(path, pipeline);
        assert.deepEqual((await ask(standIn, "GET", order)).body, { pipeline_ids: [body.id] });
        assert.equal((await ask(standIn, "PUT", order, { pipeline_ids: [] })).status, 400);
        assert.equal((await ask(standIn, "DELETE", `${path}/${String(body.id)}`)).status, 200);
        const gone = await ask(standIn, "GET", `${path}/${String(body.id)}`);
        assert.deepEqual([gone.status, gone.errors.includes("Non existing")], [400, true]);
        await refused(path, { ...pipeline, filter: { query: "*:error" } }, /Full-text/);
        const strange = [{ type: "grok", source: "message" }];
        await refused(path, { ...pipeline, processors: strange }, /none of the known forms/);
    });

    it("configure tags only of metrics that were ever sent", async () => {
        const path = "/api/v2/metrics/sockshop.seconds/tags";
        const attributes = {
            metric_type: "distribution",
            tags: ["route"],
            include_percentiles: true,
        };
        const body = { data: { type: "manage_tags", id: "sockshop.seconds", attributes } };
        await refused(path, body, /metric that does not exist/);
        standIn.account.knownMetrics.add("sockshop.seconds");
        assert.equal((await post(path, body)).status, 201);
        assert.equal((await post(path, body)).status, 409);
        assert.equal((await ask(standIn, "DELETE", path)).status, 204);
    });

    it("make metrics from logs, of which only the percentiles change", async () => {
        const attributes = {
            compute: { aggregation_type: "distribution", path: "@response_time" },
            filter: { query: "kube_namespace:sock-shop" },
        };
        const data = { type: "logs_metrics", id: "sockshop.time", attributes };
        assert.equal((await post("/api/v2/logs/config/metrics", { data })).status, 200);
        const changes = {
            type: "logs_metrics",
            attributes: { compute: { include_percentiles: true } },
        };
        const path = "/api/v2/logs/config/metrics/sockshop.time";
        const { body } = await ask(standIn, "PATCH", path, { data: changes });
        const changed = body.data as { attributes: { compute: unknown } };
        assert.deepEqual(changed.attributes.compute, {
            ...attributes.compute,
            include_percentiles: true,
        });
    });

    it("keep a cancelled downtime, but hold it no more", async () => {
        const attributes = {
            scope: "kube_namespace:sock-shop",
            monitor_identifier: { monitor_tags: ["env:dev"] },
        };
        const { body } = await post("/api/v2/downtime", { data: { type: "downtime", attributes } });
        const { id } = body.data as { id: string };
        assert.deepEqual(standIn.account.holdings, { downtimes: 1 });
        await ask(standIn, "DELETE", `/api/v2/downtime/${id}`);
        assert.equal((await ask(standIn, "GET", `/api/v2/downtime/${id}`)).status, 200);
        assert.deepEqual(standIn.account.holdings, {});
    });

    it("are read by Datadog's own client", async () => {
        const configuration = client.createConfiguration({
            baseServer: new client.ServerConfiguration(standIn.url, {}),
            authMethods: { apiKeyAuth: standInKeys.apiKey, appKeyAuth: standInKeys.appKey },
            enableRetry: false,
        });
        const api = new v1.MonitorsApi(configuration);
        const thresholds = Object.assign(new v1.MonitorThresholds(), { critical: 250000000 });
        const options = Object.assign(new v1.MonitorOptions(), { thresholds });
        const body = Object.assign(new v1.Monitor(), { ...monitor, tags: [], options });
        const created = await api.createMonitor({ body });
        const read = await api.getMonitor({ monitorId: created.id ?? 0 });
        assert.equal(read.options?.thresholds?.critical, 250000000);
        assert.ok(read.created instanceof Date);
    });
});
