/** The tools as an agent uses them: by the SDK's own client, over HTTP and over a process. */
import assert from "node:assert/strict";

import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

import type { Evidence } from "../../../../evidence/evidence";
import { evaluateMinute } from "../../../../range/account/live/minutes";
import { type RunningAccount, startAccount } from "../../../../range/account/startAccount";
import { mcpDoor, mcpPaths } from "../../../../range/mcp/door";
import { TelemetryStore } from "../../../../range/store/store";
import { monitor } from "../account/asking";
import { chunksOf } from "../account/chunks";
import { rehearsed } from "../account/rehearsals";
import { plainClock } from "../../../support/plainClock";

const keys = { apiKey: "api", appKey: "app", guestAppKey: "guest" };

interface Result {
    readonly isError?: boolean;
    readonly content: readonly { readonly text: string }[];
}

describe("the tools for agents", () => {
    let running: RunningAccount;
    let client: Client;
    let from: string;
    let to: string;

    before(async function () {
        this.timeout(120_000);
        const evidence: Evidence = await rehearsed("hybrid");
        const { loadStart, loadEnd } = evidence.run;
        [from, to] = [loadStart, loadEnd].map((time) => new Date(time * 1000).toISOString()) as [
            string,
            string,
        ];
        const store = new TelemetryStore();
        const doors = Object.fromEntries(mcpPaths.map((path) => [path, mcpDoor]));
        const clock = plainClock(() => loadEnd);
        running = await startAccount({ store, clock, keys, doors });
        await fetch(`${running.url}/api/v1/monitor?api_key=api&application_key=app`, {
            method: "POST",
            headers: { "content-type": "application/json" },
            body: JSON.stringify(monitor),
        });
        for (const { time, chunk } of chunksOf(evidence, [loadEnd])) {
            store.add(chunk);
            evaluateMinute(running.account, running.live, Math.floor(time / 60) * 60);
        }
        client = await connected("/mcp", { "DD-API-KEY": "api", "DD-APPLICATION-KEY": "guest" });
    });
    after(async () => {
        await client.close();
        await running.stop();
    });

    const connected = async (path: string, headers: Record<string, string>): Promise<Client> => {
        const one = new Client({ name: "test", version: "1" });
        const url = new URL(`${running.url}${path}`);
        await one.connect(new StreamableHTTPClientTransport(url, { requestInit: { headers } }));
        return one;
    };

    const call = async (name: string, given: Record<string, unknown>): Promise<string> => {
        const result = (await client.callTool({ name, arguments: given })) as Result;
        const text = result.content.map((one) => one.text).join();
        assert.notEqual(result.isError, true, text);
        return text;
    };

    it("have the names of Datadog's own server", async () => {
        const { tools } = await client.listTools();
        assert.deepEqual(tools.map(({ name }) => name).sort(), [
            "get_datadog_dashboard",
            "get_datadog_incident",
            "get_datadog_metric",
            "get_datadog_metric_context",
            "search_datadog_dashboards",
            "search_datadog_events",
            "search_datadog_hosts",
            "search_datadog_incidents",
            "search_datadog_logs",
            "search_datadog_metrics",
            "search_datadog_monitors",
            "search_datadog_services",
        ]);
        assert.ok(tools.every(({ annotations }) => annotations?.readOnlyHint));
    });

    it("find logs, events, monitors, hosts, services and metrics", async () => {
        const span = { from, to };
        const found = {
            search_datadog_logs: { query: "service:locust", limit: 1, ...span },
            search_datadog_events: { query: "event_reason:Unhealthy", ...span },
            search_datadog_monitors: { query: "cpu" },
            search_datadog_hosts: { filter: "sockshop" },
            search_datadog_services: span,
            search_datadog_metrics: { query: "cfs", from },
            get_datadog_metric_context: { metric_name: "kubernetes.cpu.usage.total" },
            search_datadog_incidents: {},
            search_datadog_dashboards: {},
        };
        const said = {
            search_datadog_logs: /"next_cursor":/,
            search_datadog_events: /Readiness probe failed/,
            search_datadog_monitors: /"status":"(Alert|OK)".*Front-end CPU|Front-end CPU.*"status"/,
            search_datadog_hosts: /"up":true/,
            search_datadog_services: /"service":"locust"/,
            search_datadog_metrics: /kubernetes\.cpu\.cfs\.periods/,
            get_datadog_metric_context: /nanocore.*kube_deployment:front-end/,
            search_datadog_incidents: /"total":0/,
            search_datadog_dashboards: /\[\]/,
        };
        for (const [name, given] of Object.entries(found)) {
            assert.match(await call(name, given), said[name as keyof typeof said], name);
        }
    });

    it("query metrics and formulas over them", async () => {
        const text = await call("get_datadog_metric", {
            queries: ["sum:kubernetes.containers.running{*} by {kube_deployment}"],
            formulas: ["query1 * 2"],
            ...{ from, to, interval: 60 },
        });
        const groups = JSON.parse(text) as { group: string[]; max: number; points: unknown[] }[];
        const catalogue = groups.find(({ group }) => group[0] === "kube_deployment:catalogue");
        assert.equal(catalogue?.max, 2);
        assert.ok(catalogue.points.length >= 7);
    });

    it("say what the API refuses, with the place", async () => {
        const result = (await client.callTool({
            name: "search_datadog_logs",
            arguments: { query: "service:(a OR" },
        })) as Result;
        assert.equal(result.isError, true);
        assert.match(result.content[0]?.text ?? "", /400.*>>>/);
    });

    it("leave out what is too long, and say so", async () => {
        const text = await call("search_datadog_logs", { from, to, limit: 1000, max_tokens: 100 });
        assert.ok(text.length < 600, String(text.length));
        assert.match(text, /characters more: narrow the query/);
    });

    it("let nobody in without keys, and take them as Datadog's server does", async () => {
        const stranger = await connected(mcpPaths[0] ?? "", {});
        const refused = (await stranger.callTool({ name: "search_datadog_hosts" })) as Result;
        assert.match(refused.content[0]?.text ?? "", /403/);
        await stranger.close();
        const friend = await connected(mcpPaths[0] ?? "", {
            DD_API_KEY: "api",
            DD_APPLICATION_KEY: "app",
        });
        const hosts = (await friend.callTool({ name: "search_datadog_hosts" })) as Result;
        assert.notEqual(hosts.isError, true);
        await friend.close();
    });

    it("are there over stdin and stdout, too", async function () {
        this.timeout(60_000);
        const one = new Client({ name: "test", version: "1" });
        await one.connect(
            new StdioClientTransport({
                command: process.execPath,
                args: ["--import", "tsx", "cli/mcp.ts"],
                env: {
                    PATH: process.env.PATH ?? "",
                    DD_HOST: running.url,
                    DD_API_KEY: "api",
                    DD_APP_KEY: "app",
                },
            }),
        );
        const hosts = (await one.callTool({ name: "search_datadog_hosts" })) as Result;
        assert.match(hosts.content[0]?.text ?? "", /sockshop-control-plane/);
        await one.close();
    });
});
