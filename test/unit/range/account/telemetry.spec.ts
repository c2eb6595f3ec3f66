import assert from "node:assert/strict";

import type { Fields } from "../../../../range/account/http/exchange";
import { Desk } from "./desk";

const time = 1_700_000_100;

function log(message: string, service = "front-end"): Fields {
    return { time, message, status: "info", service, tags: { team: "sre" } };
}

const pipeline = (name: string, query: string, processors: readonly Fields[]): Fields => ({
    ...{ name, is_enabled: true, filter: { query } },
    processors,
});

const grok = (rule: string): Fields => ({
    ...{ type: "grok-parser", name: "parser", is_enabled: true, source: "message", samples: [] },
    grok: { match_rules: rule, support_rules: "" },
});

describe("log lines on their way into the account", () => {
    const desk = new Desk();
    const found = (query: string): readonly Fields[] => {
        const body = { filter: { query, from: "now-1h" }, page: { limit: 100 } };
        return desk.ask("POST", "/api/v2/logs/events/search", body).data as readonly Fields[];
    };
    const sum = (metric: string): number | undefined => {
        const query = `from=${time - 600}&to=${time + 60}&query=sum:${metric}{*}.as_count()`;
        const { series } = desk.ask("GET", `/api/v1/query?${query}`);
        const [first] = series as { pointlist: [number, number][] }[];
        return first?.pointlist.reduce((total, [, value]) => total + value, 0);
    };
    before(() => {
        desk.now = time + 60;
        desk.ask(
            "POST",
            "/api/v1/logs/config/pipelines",
            pipeline("first", "service:front-end", [grok("taken took %{integer:took} ms")]),
        );
        desk.ask(
            "POST",
            "/api/v1/logs/config/pipelines",
            pipeline("second", "@took:>100", [
                {
                    ...{ type: "category-processor", name: "Speed", is_enabled: true },
                    target: "speed",
                    categories: [{ name: "slow", filter: { query: "@took:>100" } }],
                },
            ]),
        );
        desk.ask("POST", "/api/v2/logs/config/metrics", {
            data: {
                ...{ id: "drill.slow", type: "logs_metrics" },
                attributes: {
                    compute: { aggregation_type: "count" },
                    filter: { query: "@speed:slow" },
                    group_by: [{ path: "team", tag_name: "team" }],
                },
            },
        });
        desk.store.add({
            logs: [
                log("took 50 ms"),
                log("took 500 ms"),
                log("took 700 ms"),
                log("took 900 ms", "cart"),
            ] as never,
        });
    });

    it("go through all pipelines in their order", () => {
        assert.equal(found("@took:*").length, 3);
        assert.equal(found("@speed:slow").length, 2);
        assert.equal(found("service:cart @took:*").length, 0);
    });

    it("make the metrics that are configured, and add to a step that is not over", () => {
        assert.equal(sum("drill.slow"), 2);
        desk.store.add({ logs: [log("took 800 ms")] as never });
        assert.equal(sum("drill.slow"), 3);
    });

    it("come in as they are once a pipeline is switched off, deleted or not understood", () => {
        const [first] = desk.ask("GET", "/api/v1/logs/config/pipelines") as unknown as Fields[];
        desk.ask("PUT", `/api/v1/logs/config/pipelines/${String(first?.id)}`, {
            ...pipeline("first", "service:front-end", [grok("broken took %{nothing:took} ms")]),
        });
        desk.store.add({ logs: [log("took 999 ms")] as never });
        assert.equal(found("999 @took:*").length, 0);
        assert.equal(found("999").length, 1);
    });

    it("count nothing of what the world counts, and show that only where it is configured", () => {
        const metric = "sockshop.orders.failed";
        const tags = { kube_namespace: "sock-shop" };
        desk.store.add({
            series: [{ metric, tags, intervalSeconds: 10, times: [time], values: [7] }],
        });
        assert.equal(sum(metric), undefined);
        desk.ask("POST", "/api/v2/logs/config/metrics", {
            data: {
                ...{ id: metric, type: "logs_metrics" },
                attributes: {
                    compute: { aggregation_type: "count" },
                    filter: { query: "took" },
                    group_by: [],
                },
            },
        });
        desk.store.add({ logs: [log("took 1 ms")] as never });
        assert.equal(sum(metric), 7);
        desk.ask("DELETE", `/api/v2/logs/config/metrics/${metric}`);
        assert.equal(sum(metric), undefined);
    });
});
