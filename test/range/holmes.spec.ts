/** HolmesGPT's own tools, called as its model would call them. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { dirname, delimiter, join } from "node:path";

import { buildKubectl } from "../support/range/kubectl";
import { pythonEnvironment } from "../../tools/python";
import { sharedRange } from "../support/range/sharedRange";

const clients = join(__dirname, "clients");

/** What its toolsets for Kubernetes run beside kubectl. */
const shellTool = "jq";

interface Answer {
    readonly toolset?: string;
    readonly tool?: string;
    readonly status: string;
    readonly error: string | null;
    readonly data?: string;
}

const get = (endpoint: string, query: Readonly<Record<string, string>> = {}) => ({
    tool: "datadog_api_get",
    params: { endpoint, query_params: query, description: endpoint },
});

const search = (endpoint: string, body: object) => ({
    tool: "datadog_api_post_search",
    params: { endpoint, body, description: endpoint },
});

const lately = { from: "now-15m", to: "now" };
const restarts = "kubernetes.containers.restarts";
const shop = { namespace: "sock-shop" };

/** Each with something that a right answer has in it. */
const calls = (pod: string) =>
    [
        [
            { tool: "kubernetes_count", params: { kind: "pods", ...shop, jq_expr: ".items[]" } },
            '"matches_found": 14',
        ],
        [
            {
                tool: "kubernetes_jq_query",
                params: {
                    kind: "deployments",
                    ...shop,
                    jq_expr: '.items[].metadata.name | select(. == "front-end")',
                },
            },
            "front-end",
        ],
        [{ tool: "fetch_pod_logs", params: { ...shop, pod_name: pod, limit: 5 } }, "LOG QUERY"],
        [{ tool: "list_active_datadog_metrics", params: { from_time: "-900" } }, restarts],
        [
            {
                tool: "query_datadog_metrics",
                params: {
                    query: `sum:${restarts}{kube_deployment:front-end}`,
                    from_time: "-600",
                    description: "restarts",
                    output_type: "Plain",
                },
            },
            "matrix",
        ],
        [{ tool: "get_datadog_metric_metadata", params: { metric_names: restarts } }, "gauge"],
        [
            { tool: "list_datadog_metric_tags", params: { metric_name: restarts } },
            "kube_deployment",
        ],
        [
            {
                tool: "fetch_datadog_logs",
                params: { query: "kube_namespace:sock-shop", limit: 3, start_datetime: "-900" },
            },
            "done",
        ],
        [get("/api/v1/monitor"), "managed-by:sock-shop-incidents"],
        [get("/api/v1/monitor/groups/search", { query: "front-end" }), "counts"],
        [get("/api/v1/hosts"), "sockshop-control-plane"],
        [get("/api/v2/containers"), "front-end"],
        [get("/api/v1/slo"), "front-end"],
        [get("/api/v1/dashboard"), "Sock Shop"],
        [get("/api/v2/incidents"), "data"],
        [search("/api/v2/events/search", { filter: { query: "*", ...lately } }), "data"],
        [
            search("/api/v2/logs/analytics/aggregate", {
                filter: { query: "kube_namespace:sock-shop", ...lately },
                compute: [{ aggregation: "count" }],
                group_by: [{ facet: "service" }],
            }),
            "c0",
        ],
    ] as const;

/** Its interpreter. HolmesGPT itself wants Python 3.10 to 3.13, and not every system has that. */
const installed = (): Promise<string> =>
    pythonEnvironment(
        join(clients, "holmes-requirements.txt"),
        "HolmesGPT and what it needs (about 90 s, 800 MB)",
    );

describe("HolmesGPT's tools on a range", () => {
    let toolsets: readonly Answer[] = [];
    let answers: readonly Answer[] = [];
    let asked: ReturnType<typeof calls> = calls("");

    before(async function () {
        // The very first time everything is built and installed.
        this.timeout(0);
        if (spawnSync(shellTool, ["--version"]).status !== 0) {
            console.log(`      HolmesGPT's tools need ${shellTool}, which is not there: skipped.`);
            this.skip();
        }
        const { environment, kubectl } = await sharedRange();
        const python = await installed().catch((error: unknown) => {
            console.log(`      HolmesGPT cannot be installed here: ${String(error)}`);
            return this.skip();
        });
        const names = ["--selector", "name=front-end", "--output", "name"];
        const pod = (await kubectl.shop("get", "pods", ...names)).trim().replace("pod/", "");
        asked = calls(pod);
        const path = [dirname(await buildKubectl(() => undefined)), process.env.PATH];
        const holmes = spawn(python, [join(clients, "holmes_calls.py")], {
            env: {
                ...environment,
                HOME: "/nonexistent",
                PATH: path.join(delimiter),
                // Of address space, of which Go takes more than it uses: kubectl dies of 2 GB.
                TOOL_MEMORY_LIMIT_MB: "16384",
            },
            stdio: ["pipe", "pipe", "ignore"],
        });
        holmes.stdin.end(asked.map(([call]) => `${JSON.stringify(call)}\n`).join(""));
        let text = "";
        holmes.stdout.setEncoding("utf8").on("data", (more: string) => (text += more));
        await once(holmes, "close");
        const lines = text.trim().split("\n");
        const all = lines.map((line) => JSON.parse(line) as Answer);
        toolsets = all.filter(({ toolset }) => toolset !== undefined);
        answers = all.filter(({ tool }) => tool !== undefined);
    });

    it("find all that they need", () => {
        const failed = toolsets.filter(({ status }) => status !== "enabled");
        assert.deepEqual(failed, []);
        assert.equal(toolsets.length, 5);
    });

    it("are answered with what there is", () => {
        assert.deepEqual(
            answers.filter(({ status }) => status !== "success"),
            [],
        );
        assert.equal(answers.length, asked.length);
        for (const [at, [call, wanted]] of asked.entries()) {
            assert.ok(
                answers[at]?.data?.includes(wanted),
                `${call.tool}: no ${wanted} in ${answers[at]?.data}`,
            );
        }
    });
});
