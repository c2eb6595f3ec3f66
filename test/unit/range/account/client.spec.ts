/**
 * What an incident looks like to Datadog's own client, over loopback. That it can drive every route
 * is for clientRoutes.spec.ts.
 */
/* eslint @typescript-eslint/no-unsafe-class-instance-assignment: off -- the client's own examples pass literals for its models */
import assert from "node:assert/strict";

import { v1, v2 } from "@datadog/datadog-api-client";

import type { Evidence } from "../../../../evidence/evidence";
import type { Fields } from "../../../../range/account/http/exchange";
import { evaluateMinute } from "../../../../range/account/live/minutes";
import { type RunningAccount, startAccount } from "../../../../range/account/startAccount";
import { TelemetryStore } from "../../../../range/store/store";
import { monitored } from "../../../../rehearsal/monitorColumns";
import { plainClock } from "../../../support/plainClock";
import { planOf } from "../../../support/planOf";
import { chunksOf } from "./chunks";
import { type ClientConfiguration, clientOf, known } from "../../../support/datadog/officialClient";
import { provisioned, type Send } from "../../../support/datadog/provisioned";
import { rehearsed } from "./rehearsals";

const keys = { apiKey: "api", appKey: "app" };

describe("Datadog's own client", () => {
    let running: RunningAccount;
    let evidence: Evidence;
    let configuration: ClientConfiguration;
    /** The worst minute of the incident. */
    let from: number;
    let to: number;

    const send: Send = async (method, path, body) => {
        const answer = await fetch(`${running.url}${path}`, {
            method,
            headers: {
                "DD-API-KEY": keys.apiKey,
                "DD-APPLICATION-KEY": keys.appKey,
                "content-type": "application/json",
            },
            body: JSON.stringify(body),
        });
        assert.ok(answer.ok, `${path}: ${answer.status} ${await answer.clone().text()}`);
        return (await answer.json()) as Fields;
    };

    before(async function () {
        this.timeout(120_000);
        evidence = await rehearsed("hybrid");
        const { loadStart, loadEnd } = evidence.run;
        [from, to] = [loadStart, loadEnd];
        const store = new TelemetryStore();
        running = await startAccount({ store, clock: plainClock(() => loadEnd), keys });
        await provisioned(await planOf({ ...monitored, remediation: "none" }), send);
        for (const { chunk } of chunksOf(evidence, [loadEnd + 1e-3])) {
            store.add(chunk);
        }
        for (let minute = Math.ceil(loadStart / 60) * 60; minute <= loadEnd; minute += 60) {
            evaluateMinute(running.account, running.live, minute);
        }
        configuration = clientOf(running.url, keys);
    });
    after(() => running.stop());

    it("draws metrics by v1", async () => {
        const api = new v1.MetricsApi(configuration);
        const query =
            "avg:kubernetes.cpu.usage.total{kube_namespace:sock-shop} by {kube_deployment}," +
            "sum:kubernetes.containers.running{kube_deployment:front-end} / 2";
        const { series = [], status } = known(await api.queryMetrics({ from, to, query }));
        assert.equal(status, "ok");
        const cpu = series.find(({ scope }) => scope?.includes("kube_deployment:front-end"));
        assert.equal(cpu?.metric, "kubernetes.cpu.usage.total");
        assert.equal(cpu.unit?.[0].name, "nanocore");
        assert.deepEqual(cpu.tagSet, ["kube_deployment:front-end"]);
        // A container must live for two checks to have used CPU: few of a crashing front-end do.
        assert.ok((cpu.pointlist?.length ?? 0) > 1);
        assert.ok(Math.max(...(cpu.pointlist ?? []).map(([, value]) => value)) > 2e8);
        assert.equal(series.at(-1)?.queryIndex, 1);
    });

    it("draws formulas over metrics and logs by v2", async () => {
        const api = new v2.MetricsApi(configuration);
        const answer = known(
            await api.queryTimeseriesData({
                body: {
                    data: {
                        type: "timeseries_request",
                        attributes: {
                            ...{ from: from * 1000, to: to * 1000, interval: 60_000 },
                            formulas: [{ formula: "used / limit * 100" }, { formula: "errors" }],
                            queries: [
                                {
                                    ...{ dataSource: "metrics", name: "used" },
                                    query: "sum:kubernetes.cpu.usage.total{kube_deployment:front-end}",
                                },
                                {
                                    ...{ dataSource: "metrics", name: "limit" },
                                    query: "sum:kubernetes.cpu.limits{kube_deployment:front-end}",
                                },
                                {
                                    ...{ dataSource: "logs", name: "errors" },
                                    search: { query: "status:error" },
                                    compute: { aggregation: "count" },
                                    groupBy: [{ facet: "service" }],
                                },
                            ],
                        },
                    },
                },
            }),
        );
        const { series = [], values = [], times = [] } = answer.data?.attributes ?? {};
        assert.equal(times.length, 8);
        assert.equal((times[1] ?? 0) - (times[0] ?? 0), 60_000);
        assert.ok(values.every((row) => row.length === times.length));
        assert.ok(Math.max(...(values[0] ?? []).map(Number)) > 50e9, "percent of nanocores");
        const services = series.filter(({ queryIndex }) => queryIndex === 1);
        assert.ok(services.some(({ groupTags }) => groupTags?.[0] === "service:front-end"));
    });

    it("asks for single figures by v2, the largest of them only", async () => {
        const api = new v2.MetricsApi(configuration);
        const answer = known(
            await api.queryScalarData({
                body: {
                    data: {
                        type: "scalar_request",
                        attributes: {
                            ...{ from: from * 1000, to: to * 1000 },
                            formulas: [{ formula: "memory", limit: { count: 3, order: "desc" } }],
                            queries: [
                                {
                                    ...{ dataSource: "metrics", name: "memory", aggregator: "max" },
                                    query: "max:kubernetes.memory.working_set{*} by {kube_deployment}",
                                },
                            ],
                        },
                    },
                },
            }),
        );
        const columns = answer.data?.attributes?.columns ?? [];
        const [groups, figures] = columns as { name?: string; values?: unknown[] }[];
        assert.equal(groups?.name, "kube_deployment");
        assert.equal(groups.values?.length, 3);
        assert.deepEqual(
            figures?.values,
            (figures?.values as number[]).toSorted((one, other) => other - one),
        );
    });

    it("knows which metrics there are, their metadata and tags", async () => {
        const api = new v1.MetricsApi(configuration);
        const newer = new v2.MetricsApi(configuration);
        const metricName = "kubernetes.cpu.usage.total";
        const { metrics = [] } = known(await api.listActiveMetrics({ from }));
        assert.ok(metrics.includes(metricName) && metrics.includes("sockshop.response_time"));
        const { results } = known(await api.listMetrics({ q: "metrics:cfs" }));
        assert.deepEqual(results?.metrics?.includes("kubernetes.cpu.cfs.periods"), true);
        const metadata = known(await api.getMetricMetadata({ metricName }));
        assert.deepEqual([metadata.type, metadata.unit], ["rate", "nanocore"]);
        const body = { description: "Said by hand." };
        const changed = known(await api.updateMetricMetadata({ metricName, body }));
        assert.deepEqual([changed.description, changed.unit], ["Said by hand.", "nanocore"]);
        const { data } = known(await newer.listTagsByMetricName({ metricName }));
        assert.ok(data?.attributes?.tags?.includes("kube_deployment:front-end"));
        const all = known(await newer.listTagConfigurations());
        assert.ok(all.data?.some((one) => "id" in one && one.id === metricName));
        known(await newer.listActiveMetricConfigurations({ metricName }));
        await assert.rejects(api.getMetricMetadata({ metricName: "no.such.metric" }), {
            code: 404,
        });
    });

    it("is told the place of what is wrong with a query", async () => {
        const api = new v1.MetricsApi(configuration);
        const query = "avg:kubernetes.cpu.usage.total{kube_namespace:sock-shop";
        await assert.rejects(api.queryMetrics({ from, to, query }), (error: Error) => {
            assert.match(JSON.stringify(error), />>>/);
            assert.equal((error as unknown as { code: number }).code, 400);
            return true;
        });
        const logs = new v2.LogsApi(configuration);
        const body = { filter: { query: "service:(a OR" } };
        await assert.rejects(logs.listLogs({ body }), { code: 400 });
    });

    it("lists monitors with their states, and finds them and their groups", async () => {
        const api = new v1.MonitorsApi(configuration);
        const all = known(await api.listMonitors({ groupStates: "all", monitorTags: "team:sre" }));
        const alerting = all.filter(({ overallState }) => overallState === "Alert");
        assert.ok(alerting.length > 2, String(alerting.length));
        const [first] = alerting;
        const groups = Object.values(first?.state?.groups ?? {});
        assert.ok(groups.some(({ status }) => status === "Alert"));
        const found = known(await api.searchMonitors({ query: "status:alert", perPage: 2 }));
        assert.equal(found.metadata?.totalCount, alerting.length);
        assert.equal(found.monitors?.length, 2);
        const inGroups = known(await api.searchMonitorGroups({ query: "status:alert" }));
        assert.ok((inGroups.groups?.length ?? 0) >= alerting.length);
        const named = await api.listMonitors({ name: "OOMKilled" });
        assert.ok(named.length > 0 && named.length < all.length);
        const ids = named.map(({ id }) => id ?? 0);
        known(await api.checkCanDeleteMonitor({ monitorIds: ids }));
        const [monitorId = 0] = ids;
        known(await api.getMonitor({ monitorId, groupStates: "all" }));
        await assert.rejects(api.getMonitor({ monitorId: 1 }), { code: 404 });
    });

    it("reads the history of objectives", async () => {
        const api = new v1.ServiceLevelObjectivesApi(configuration);
        const { data = [] } = known(await api.listSLOs());
        assert.equal(data.length, 2);
        known(await api.searchSLO({ query: "latency" }));
        const sloId = data.find(({ name }) => name.includes("availability"))?.id ?? "";
        const history = known(
            await api.getSLOHistory({
                sloId,
                fromTs: Math.floor(from - 600),
                toTs: Math.floor(to),
            }),
        );
        const { overall } = history.data ?? {};
        assert.ok((overall?.sliValue ?? 100) < 99, String(overall?.sliValue));
        assert.ok(overall?.history?.some(([, state]) => state === 1));
        assert.ok((overall?.errorBudgetRemaining?.["7d"] ?? 0) < 0);
        known(await api.checkCanDeleteSLO({ ids: sloId }));
    });

    it("searches logs page by page, as the pipeline has left them", async () => {
        const api = new v2.LogsApi(configuration);
        const filter = {
            query: "service:locust",
            from: String(from * 1000),
            to: String(to * 1000),
        };
        const first = known(
            await api.listLogs({ body: { filter, sort: "timestamp", page: { limit: 100 } } }),
        );
        assert.equal(first.data?.length, 100);
        const ids = new Set<string>();
        const body = { filter, page: { limit: 100 } };
        for await (const log of api.listLogsWithPagination({ body })) {
            ids.add(known(log).id ?? "");
        }
        const expected = evidence.logs.filter(
            ({ service, time }) => service === "locust" && time >= from && time <= to,
        );
        assert.equal(ids.size, expected.length);
        const rows = await api.listLogsGet({
            filterQuery: "@users.task:Aggregated",
            filterFrom: new Date(from * 1000),
            filterTo: new Date(to * 1000),
            pageLimit: 1,
        });
        const [log] = known(rows).data ?? [];
        const { users } = log?.attributes?.attributes as { users: Fields };
        assert.equal(typeof users.requests_per_second, "number");
        const older = new v1.LogsApi(configuration);
        const time = { from: new Date(from * 1000), to: new Date(to * 1000) };
        const { logs = [] } = known(
            await older.listLogs({ body: { query: "status:error", time, limit: 5 } }),
        );
        assert.equal(logs.length, 5);
        known(await new v1.LogsIndexesApi(configuration).listLogIndexes());
    });

    it("aggregates logs by groups and over time", async () => {
        const api = new v2.LogsApi(configuration);
        const answer = known(
            await api.aggregateLogs({
                body: {
                    filter: { query: "*", from: String(from * 1000), to: String(to * 1000) },
                    compute: [
                        { aggregation: "count" },
                        { aggregation: "count", type: "timeseries", interval: "1m" },
                        { aggregation: "max", metric: "@users.response_time_mean" },
                    ],
                    groupBy: [{ facet: "service", limit: 2 }],
                },
            }),
        );
        const buckets = answer.data?.buckets ?? [];
        const [first] = buckets;
        assert.equal(first?.by?.service, "locust");
        const inside = evidence.logs.filter(({ time }) => time >= from && time <= to);
        const count = inside.filter(({ service }) => service === "locust").length;
        assert.equal(first.computes?.c0, count);
        const points = first.computes.c1 as { value: number }[];
        assert.equal(
            points.reduce((sum, { value }) => sum + value, 0),
            count,
        );
        assert.ok(Number(first.computes.c2) > 1000);
        assert.equal(buckets.length, 2, "as many groups as were asked for");
    });

    it("finds events of Kubernetes and of monitors, by v1 and v2", async () => {
        const older = new v1.EventsApi(configuration);
        const { events = [] } = known(
            await older.listEvents({
                start: Math.floor(from),
                end: Math.floor(to),
                sources: "alert",
            }),
        );
        assert.ok(events.some(({ title }) => title?.startsWith("[Triggered")));
        const { event } = known(await older.getEvent({ eventId: events[0]?.id ?? 0 }));
        assert.equal(event?.title, events[0]?.title);
        const api = new v2.EventsApi(configuration);
        const filter = { from: String(from * 1000), to: String(to * 1000) };
        const unhealthy = known(
            await api.searchEvents({
                body: {
                    filter: { ...filter, query: "source:kubernetes event_reason:Unhealthy" },
                    page: { limit: 3 },
                },
            }),
        );
        assert.equal(unhealthy.data?.length, 3);
        assert.ok(unhealthy.meta?.page?.after);
        const alerts = known(
            await api.listEvents({ ...named(filter), filterQuery: "source:alert status:error" }),
        );
        assert.ok((alerts.data?.[0]?.attributes?.attributes?.monitorId ?? 0) > 1000);
    });

    it("lists hosts, containers and dashboards", async () => {
        const hosts = new v1.HostsApi(configuration);
        const { hostList = [] } = known(await hosts.listHosts());
        assert.deepEqual(
            hostList.map(({ name, up }) => [name, up]),
            [["sockshop-control-plane", true]],
        );
        assert.equal(known(await hosts.getHostTotals()).totalUp, 1);
        const tags = new v1.TagsApi(configuration);
        known(await tags.listHostTags());
        const own = known(await tags.getHostTags({ hostName: "sockshop-control-plane" }));
        assert.ok(own.tags?.includes("kube_cluster_name:sockshop"));
        const containers = new v2.ContainersApi(configuration);
        const filterTags = "kube_deployment:front-end";
        const { data = [] } = known(await containers.listContainers({ filterTags }));
        const running = data.filter(
            (one) => "attributes" in one && JSON.stringify(one.attributes).includes("running"),
        );
        // The others have ended within five minutes: a container that restarts is a new one.
        assert.ok(running.length <= 1 && data.length > 1);
        const dashboards = new v1.DashboardsApi(configuration);
        const { dashboards: list = [] } = known(await dashboards.listDashboards());
        assert.equal(list[0]?.title, "Sock Shop Incident Monitoring");
        known(await dashboards.getDashboard({ dashboardId: list[0].id ?? "" }));
    });

    it("declares an incident and resolves it", async () => {
        const api = new v2.IncidentsApi(configuration);
        const created = known(
            await api.createIncident({
                body: {
                    data: {
                        type: "incidents",
                        attributes: {
                            title: "The front-end is down",
                            customerImpacted: true,
                            customerImpactScope: "Everybody",
                            fields: { severity: { type: "dropdown", value: "SEV-2" } },
                        },
                    },
                },
            }),
        );
        const { id: incidentId } = created.data;
        assert.equal(created.data.attributes?.severity, "SEV-2");
        const resolved = known(
            await api.updateIncident({
                incidentId,
                body: {
                    data: {
                        ...{ id: incidentId, type: "incidents" },
                        attributes: { fields: { state: { type: "dropdown", value: "resolved" } } },
                    },
                },
            }),
        );
        assert.deepEqual(
            [resolved.data.attributes?.state, resolved.data.attributes?.severity],
            ["resolved", "SEV-2"],
        );
        assert.equal(known(await api.listIncidents()).data.length, 1);
        known(await api.searchIncidents({ query: "state:resolved" }));
        await api.deleteIncident({ incidentId });
        await assert.rejects(api.getIncident({ incidentId }), { code: 404 });
    });

    it("sends metrics, logs and events of its own and finds them again", async () => {
        const seconds = Math.floor(to) - 5;
        const metrics = new v2.MetricsApi(configuration);
        await metrics.submitMetrics({
            body: {
                series: [
                    {
                        ...{ metric: "drill.score", type: 3, tags: ["team:sre"] },
                        points: [{ timestamp: seconds, value: 42 }],
                    },
                ],
            },
        });
        const older = new v1.MetricsApi(configuration);
        await older.submitDistributionPoints({
            body: {
                series: [{ metric: "drill.times", points: [[seconds, [1, 2, 3]]], tags: ["a:b"] }],
            },
        });
        const ask = async (query: string): Promise<number | undefined> => {
            const { series = [] } = await older.queryMetrics({
                from,
                to: Math.floor(to) + 1,
                query,
            });
            return series[0]?.pointlist?.[0]?.[1];
        };
        assert.equal(await ask("avg:drill.score{team:sre}"), 42);
        assert.equal(await ask("sum:drill.times{*}"), 6);
        const logs = new v2.LogsApi(configuration);
        await logs.submitLog({
            body: [{ message: "a fix was tried", ddtags: "team:sre,step:1", service: "responder" }],
        });
        const filter = { query: "service:responder step:1 fix" };
        assert.equal((await logs.listLogs({ body: { filter } })).data?.length, 1);
        const events = new v1.EventsApi(configuration);
        const body = { title: "Scaled", text: "to 3", tags: ["team:sre"] };
        await events.createEvent({ body });
        const found = await events.listEvents({
            ...{ start: Math.floor(to) - 1, end: Math.floor(to) + 1, tags: "team:sre" },
        });
        assert.ok(found.events?.some(({ title }) => title === "Scaled"));
    });

    it("mutes by a downtime that is listed and matches the monitor", async () => {
        const api = new v2.DowntimesApi(configuration);
        const [monitor] = await new v1.MonitorsApi(configuration).listMonitors({ pageSize: 1 });
        const monitorId = monitor?.id ?? 0;
        const created = known(
            await api.createDowntime({
                body: {
                    data: {
                        type: "downtime",
                        attributes: { scope: "*", monitorIdentifier: { monitorId } },
                    },
                },
            }),
        );
        const downtimeId = created.data?.id ?? "";
        assert.equal(known(await api.listDowntimes({ currentOnly: true })).data?.length, 1);
        const matches = known(await api.listMonitorDowntimes({ monitorId }));
        assert.deepEqual(
            matches.data?.map(({ id }) => id),
            [downtimeId],
        );
        await api.cancelDowntime({ downtimeId });
        assert.equal((await api.listDowntimes({ currentOnly: true })).data?.length, 0);
    });
});

function named({ from, to }: { from: string; to: string }): {
    filterFrom: string;
    filterTo: string;
} {
    return { filterFrom: from, filterTo: to };
}
