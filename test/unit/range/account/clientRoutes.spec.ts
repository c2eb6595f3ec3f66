/** Every route of the account by Datadog's own client, over loopback, in the shapes it knows. */
/* eslint @typescript-eslint/no-unsafe-class-instance-assignment: off -- the client's own examples pass literals for its models */
import assert from "node:assert/strict";

import { v1, v2 } from "@datadog/datadog-api-client";

import { type RunningAccount, startAccount } from "../../../../range/account/startAccount";
import { TelemetryStore } from "../../../../range/store/store";
import { plainClock } from "../../../support/plainClock";
import { type Sent, undriven } from "../../../support/datadog/drivenRoutes";
import { type ClientConfiguration, clientOf, known } from "../../../support/datadog/officialClient";

const keys = { apiKey: "api", appKey: "app" };
const now = 1_800_000_000;
const metricName = "drill.queue";
const query = `avg:${metricName}{team:sre}`;

describe("Datadog's own client drives every route", () => {
    const sent: Sent[] = [];
    let running: RunningAccount;
    let configuration: ClientConfiguration;

    before(async () => {
        const clock = plainClock(() => now);
        running = await startAccount({ store: new TelemetryStore(), clock, keys });
        configuration = clientOf(running.url, keys, (one) => sent.push(one));
    });
    after(() => running.stop());

    it("of keys and of what is sent", async () => {
        known(await new v1.AuthenticationApi(configuration).validate());
        const older = new v1.MetricsApi(configuration);
        const points: [number, number][] = [[now - 60, 3]];
        const series = [{ metric: metricName, tags: ["team:sre", "pod_name:a"], points }];
        known(await older.submitMetrics({ body: { series } }));
        known(
            await older.submitDistributionPoints({
                body: { series: [{ metric: "drill.times", points: [[now - 60, [1, 2]]] }] },
            }),
        );
        const newer = new v2.MetricsApi(configuration);
        const point = { timestamp: now - 30, value: 5 };
        known(
            await newer.submitMetrics({
                body: { series: [{ metric: metricName, points: [point], tags: ["team:sre"] }] },
            }),
        );
        const body = [{ message: "a fix was tried", service: "drill" }];
        await new v2.LogsApi(configuration).submitLog({ body });
        const events = new v1.EventsApi(configuration);
        known(await events.createEvent({ body: { title: "Scaled", text: "to 3" } }));
    });

    it("of metrics", async () => {
        const older = new v1.MetricsApi(configuration);
        const newer = new v2.MetricsApi(configuration);
        const [from, to] = [now - 600, now];
        const { series } = known(await older.queryMetrics({ from, to, query }));
        assert.equal(series?.length, 1);
        const { metrics = [] } = known(await older.listActiveMetrics({ from }));
        assert.ok(metrics.includes(metricName));
        known(await older.listMetrics({ q: "metrics:drill" }));
        known(await older.getMetricMetadata({ metricName }));
        known(await older.updateMetricMetadata({ metricName, body: { unit: "byte" } }));
        known(await newer.listTagConfigurations());
        known(await newer.listTagsByMetricName({ metricName }));
        known(await newer.listActiveMetricConfigurations({ metricName }));
        const span = { from: from * 1000, to: to * 1000 };
        const metric = { dataSource: "metrics", name: "a", query } as const;
        const formulas = [{ formula: "a * 2" }];
        known(
            await newer.queryTimeseriesData({
                body: {
                    data: {
                        type: "timeseries_request",
                        attributes: { ...span, formulas, queries: [metric] },
                    },
                },
            }),
        );
        const queries = [{ ...metric, aggregator: "avg" as const }];
        known(
            await newer.queryScalarData({
                body: {
                    data: { type: "scalar_request", attributes: { ...span, formulas, queries } },
                },
            }),
        );
    });

    it("of tag configurations", async () => {
        const api = new v2.MetricsApi(configuration);
        const id = { type: "manage_tags", id: metricName } as const;
        const attributes = { metricType: "gauge", tags: ["team"] } as const;
        const body = { data: { ...id, attributes: { ...attributes, tags: ["team"] } } };
        const made = known(await api.createTagConfiguration({ metricName, body }));
        assert.deepEqual(made.data?.attributes?.tags, ["team"]);
        const changed = { data: { ...id, attributes: { tags: ["team", "pod_name"] } } };
        known(await api.updateTagConfiguration({ metricName, body: changed }));
        const { data } = known(await api.listTagConfigurationByName({ metricName }));
        assert.deepEqual(data?.attributes?.tags, ["team", "pod_name"]);
        await api.deleteTagConfiguration({ metricName });
        await assert.rejects(api.listTagConfigurationByName({ metricName }), { code: 404 });
    });

    it("of monitors and downtimes", async () => {
        const api = new v1.MonitorsApi(configuration);
        const body: v1.Monitor = {
            ...{ name: "Queue", type: "query alert", message: "Long." },
            query: `avg(last_5m):${query} > 100`,
            options: { thresholds: { critical: 100 } },
        };
        known(await api.validateMonitor({ body }));
        const { id: monitorId = 0 } = known(await api.createMonitor({ body }));
        known(await api.validateExistingMonitor({ monitorId, body }));
        known(await api.updateMonitor({ monitorId, body: { name: "Queues" } }));
        assert.equal(known(await api.getMonitor({ monitorId })).name, "Queues");
        assert.equal(known(await api.listMonitors()).length, 1);
        known(await api.searchMonitors({ query: "queues" }));
        known(await api.searchMonitorGroups());
        known(await api.checkCanDeleteMonitor({ monitorIds: [monitorId] }));
        await downtimes(new v2.DowntimesApi(configuration), monitorId);
        known(await api.deleteMonitor({ monitorId }));
        await assert.rejects(api.getMonitor({ monitorId }), { code: 404 });
    });

    async function downtimes(api: v2.DowntimesApi, monitorId: number): Promise<void> {
        const type = "downtime";
        const attributes = { scope: "team:sre", monitorIdentifier: { monitorId } };
        const made = known(await api.createDowntime({ body: { data: { type, attributes } } }));
        const downtimeId = made.data?.id ?? "";
        const change = { id: downtimeId, type, attributes: { message: "A drill." } } as const;
        const changed = known(await api.updateDowntime({ downtimeId, body: { data: change } }));
        assert.equal(changed.data?.attributes?.message, "A drill.");
        assert.equal(changed.data.attributes.scope, "team:sre");
        known(await api.getDowntime({ downtimeId }));
        assert.equal(known(await api.listDowntimes()).data?.length, 1);
        assert.equal(known(await api.listMonitorDowntimes({ monitorId })).data?.length, 1);
        await api.cancelDowntime({ downtimeId });
        assert.equal(known(await api.listMonitorDowntimes({ monitorId })).data?.length, 0);
    }

    it("of objectives", async () => {
        const api = new v1.ServiceLevelObjectivesApi(configuration);
        const body = {
            ...{ name: "Queue", type: "metric" as const },
            query: { numerator: `sum:${metricName}{*}`, denominator: `sum:${metricName}{*}` },
            thresholds: [{ timeframe: "7d" as const, target: 99 }],
        } satisfies v1.ServiceLevelObjectiveRequest;
        const made = known(await api.createSLO({ body })).data?.[0];
        const sloId = made?.id ?? "";
        assert.equal(known(await api.getSLO({ sloId })).data?.name, "Queue");
        const target = { timeframe: "30d", target: 99.5 } as const;
        known(await api.updateSLO({ sloId, body: { ...body, thresholds: [target] } }));
        const { data: [listed] = [] } = known(await api.listSLOs());
        assert.equal(listed?.thresholds[0]?.target, 99.5);
        known(await api.searchSLO({ query: "queue" }));
        known(await api.getSLOHistory({ sloId, fromTs: now - 600, toTs: now }));
        known(await api.getSLOCorrections({ sloId }));
        known(await api.checkCanDeleteSLO({ ids: sloId }));
        known(await api.deleteSLO({ sloId }));
        await assert.rejects(api.getSLO({ sloId }), { code: 404 });
    });

    it("of logs, their pipelines and the metrics made of them", async () => {
        const api = new v2.LogsApi(configuration);
        const filter = { query: "service:drill" };
        assert.equal(known(await api.listLogs({ body: { filter } })).data?.length, 1);
        known(await api.listLogsGet());
        known(await api.aggregateLogs({ body: { filter } }));
        const time = { from: new Date((now - 600) * 1000), to: new Date((now + 1) * 1000) };
        const older = new v1.LogsApi(configuration);
        known(await older.listLogs({ body: { query: "*", time } }));
        known(await new v1.LogsIndexesApi(configuration).listLogIndexes());
        await pipelines(new v1.LogsPipelinesApi(configuration));
        const metrics = new v2.LogsMetricsApi(configuration);
        const metricId = "drill.lines";
        const type = "logs_metrics";
        const attributes = { compute: { aggregationType: "count" as const }, filter };
        const body = { data: { id: metricId, type, attributes } } as const;
        known(await metrics.createLogsMetric({ body }));
        const changed = { data: { type, attributes: { filter: { query: "*" } } } } as const;
        known(await metrics.updateLogsMetric({ metricId, body: changed }));
        const { data } = known(await metrics.getLogsMetric({ metricId }));
        assert.equal(data?.attributes?.filter?.query, "*");
        assert.equal(known(await metrics.listLogsMetrics()).data?.length, 1);
        await metrics.deleteLogsMetric({ metricId });
        await assert.rejects(metrics.getLogsMetric({ metricId }), { code: 404 });
    });

    async function pipelines(api: v1.LogsPipelinesApi): Promise<void> {
        const body = { name: "Drill", filter: { query: "service:drill" }, isEnabled: true };
        const ids: string[] = [];
        for (const name of ["One", "Two"]) {
            const made = known(await api.createLogsPipeline({ body: { ...body, name } }));
            ids.push(made.id ?? "");
        }
        const [pipelineId = "", other = ""] = ids;
        known(await api.updateLogsPipeline({ pipelineId, body: { ...body, name: "First" } }));
        assert.equal(known(await api.getLogsPipeline({ pipelineId })).name, "First");
        known(await api.updateLogsPipelineOrder({ body: { pipelineIds: [other, pipelineId] } }));
        assert.deepEqual(known(await api.getLogsPipelineOrder()).pipelineIds, [other, pipelineId]);
        const names = known(await api.listLogsPipelines()).map(({ name }) => name);
        assert.deepEqual(names, ["Two", "First"]);
        await api.deleteLogsPipeline({ pipelineId });
        await assert.rejects(api.getLogsPipeline({ pipelineId }), { code: 400 });
    }

    it("of events", async () => {
        const older = new v1.EventsApi(configuration);
        const span = { start: now - 600, end: now + 1 };
        const { events: [event] = [] } = known(await older.listEvents(span));
        assert.equal(event?.title, "Scaled");
        known(await older.getEvent({ eventId: event.id ?? 0 }));
        const api = new v2.EventsApi(configuration);
        known(await api.listEvents());
        known(await api.searchEvents({ body: {} }));
    });

    it("of hosts, containers and dashboards", async () => {
        const hosts = new v1.HostsApi(configuration);
        known(await hosts.listHosts());
        known(await hosts.getHostTotals());
        const tags = new v1.TagsApi(configuration);
        known(await tags.listHostTags());
        await tags.getHostTags({ hostName: "nobody" }).catch((error: unknown) => error);
        known(await new v2.ContainersApi(configuration).listContainers());
        known(await new v1.DashboardListsApi(configuration).listDashboardLists());
        const api = new v1.DashboardsApi(configuration);
        const body = {
            ...{ title: "Drill", layoutType: "ordered" as const },
            widgets: [{ definition: { type: "note" as const, content: "Here." } }],
        } satisfies v1.Dashboard;
        const { id: dashboardId = "" } = known(await api.createDashboard({ body }));
        known(await api.updateDashboard({ dashboardId, body: { ...body, title: "Drills" } }));
        assert.equal(known(await api.getDashboard({ dashboardId })).title, "Drills");
        known(await api.listDashboards());
        known(await api.deleteDashboard({ dashboardId }));
        await assert.rejects(api.getDashboard({ dashboardId }), { code: 404 });
    });

    it("of incidents", async () => {
        const api = new v2.IncidentsApi(configuration);
        const type = "incidents";
        const attributes = { title: "Down", customerImpacted: false };
        const made = known(await api.createIncident({ body: { data: { type, attributes } } }));
        const { id: incidentId } = made.data;
        const change = { id: incidentId, type, attributes: { title: "Slow" } } as const;
        known(await api.updateIncident({ incidentId, body: { data: change } }));
        const { data } = known(await api.getIncident({ incidentId }));
        assert.equal(data.attributes?.title, "Slow");
        known(await api.listIncidents());
        known(await api.searchIncidents({ query: "state:active" }));
        await api.deleteIncident({ incidentId });
        await assert.rejects(api.getIncident({ incidentId }), { code: 404 });
    });

    it("and none is left", () => {
        assert.deepEqual(undriven(sent), []);
    });
});
