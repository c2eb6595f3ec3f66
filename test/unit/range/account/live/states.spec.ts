import assert from "node:assert/strict";

import type { Fields } from "../../../../../range/account/http/exchange";
import { metric, Watchman } from "./watchman";

describe("a monitor of the account", () => {
    it("has no data before it is evaluated, and the worst group's state afterwards", () => {
        const man = new Watchman();
        assert.equal(man.told.overall_state, "No Data");
        man.pass({ a: 0, b: 5 });
        const { overall_state: overall, state } = man.told;
        assert.equal(overall, "Alert");
        assert.deepEqual(
            Object.values(state?.groups ?? {}).map((one) => [one.name, one.status]),
            [
                ["pod_name:a", "OK"],
                ["pod_name:b", "Alert"],
            ],
        );
        assert.equal(state?.groups["pod_name:b"]?.last_triggered_ts, 60);
        man.pass({ a: 0, b: 0 });
        assert.equal(man.told.overall_state, "OK");
        assert.equal(man.told.state?.groups["pod_name:b"]?.last_resolved_ts, 120);
    });

    it("makes an event of each transition, in Datadog's words, and of none that is none", () => {
        const man = new Watchman();
        man.pass({ a: 0 });
        man.pass({ a: 3 });
        man.pass({ a: 4 });
        man.pass({ a: 2 });
        man.pass({ a: 0 });
        assert.deepEqual(man.titles, [
            "[Triggered on {pod_name:a}] Restarts",
            "[Warn on {pod_name:a}] Restarts",
            "[Recovered on {pod_name:a}] Restarts",
        ]);
        const [triggered, , recovered] = man.alerts;
        assert.match(triggered?.text ?? "", /Too many: 3 of 2 in a\n/);
        assert.match(recovered?.text ?? "", /All well\.\n/);
        assert.equal(triggered?.alert_type, "error");
        assert.deepEqual(triggered.tags, ["team:sre", "pod_name:a", "monitor", "source:alert"]);
    });

    it("says again what is not over, as often as it is asked to", () => {
        const man = new Watchman({ renotify_interval: 2 });
        for (let minute = 0; minute < 5; minute += 1) {
            man.pass({ a: 3 });
        }
        assert.deepEqual(
            man.titles.map((title) => title.split(" ")[0]),
            ["[Triggered", "[Re-Triggered", "[Re-Triggered"],
        );
    });

    it("tells of missing data when it is asked to, and that they are back", () => {
        const man = new Watchman({ notify_no_data: true, no_data_timeframe: 2 });
        man.pass({ a: 0 });
        for (let minute = 0; minute < 4; minute += 1) {
            man.pass({ other: 0 });
        }
        assert.equal(man.told.state?.groups["pod_name:a"]?.status, "No Data");
        man.pass({ a: 0, other: 0 });
        assert.deepEqual(man.titles, [
            "[No data on {pod_name:a}] Restarts",
            "[Recovered on {pod_name:a}] Restarts",
        ]);
    });

    it("that is muted changes its state and says so only when it is muted no more", () => {
        const man = new Watchman();
        man.desk.ask("POST", `/api/v1/monitor/${man.id}/mute`, { scope: "pod_name:a" });
        man.pass({ a: 3, b: 3 });
        assert.equal(man.told.state?.groups["pod_name:a"]?.status, "Alert");
        assert.deepEqual(man.titles, ["[Triggered on {pod_name:b}] Restarts"]);
        man.desk.ask("POST", `/api/v1/monitor/${man.id}/unmute`);
        man.pass({ a: 3, b: 3 });
        assert.deepEqual(man.titles.slice(1), ["[Triggered on {pod_name:a}] Restarts"]);
    });

    it("says nothing during a downtime of its tags, in its scope", () => {
        const man = new Watchman();
        const downtime = (scope: string): string => {
            const { data } = man.desk.ask("POST", "/api/v2/downtime", {
                data: {
                    type: "downtime",
                    attributes: { scope, monitor_identifier: { monitor_tags: ["team:sre"] } },
                },
            }) as { data: { id: string } };
            return data.id;
        };
        const elsewhere = downtime("pod_name:b");
        man.pass({ a: 3 });
        assert.equal(man.titles.length, 1);
        man.desk.ask("DELETE", `/api/v2/downtime/${elsewhere}`);
        const id = downtime("kube_namespace:sock-shop");
        man.pass({ a: 0 });
        assert.equal(man.titles.length, 1);
        man.desk.ask("DELETE", `/api/v2/downtime/${id}`);
        man.pass({ a: 0 });
        assert.deepEqual(man.titles.slice(1), ["[Recovered on {pod_name:a}] Restarts"]);
    });

    it("begins anew with another query, and goes on with another message", () => {
        const man = new Watchman();
        man.pass({ a: 3 });
        man.desk.ask("PUT", `/api/v1/monitor/${man.id}`, { message: "Other." });
        man.pass({ a: 3 });
        assert.equal(man.titles.length, 1);
        man.desk.ask("PUT", `/api/v1/monitor/${man.id}`, {
            query: `max(last_1m):max:${metric}{kube_namespace:sock-shop} by {pod_name} > 9`,
            options: { thresholds: { critical: 9 } },
        });
        man.pass({ a: 3 });
        assert.equal(man.told.overall_state, "OK");
    });

    it("that cannot be evaluated is Unknown, and so is a composite of it", () => {
        const man = new Watchman();
        const query = `avg(last_5m):ewma_20(avg:${metric}{*}) > 1`;
        const fields = { name: "Smoothed", type: "query alert", query, message: "" };
        const smoothed = man.desk.ask("POST", "/api/v1/monitor", fields);
        const composite = man.desk.ask("POST", "/api/v1/monitor", {
            ...{ name: "Both", type: "composite", message: "" },
            query: `${man.id} && ${String(smoothed.id)}`,
        });
        man.pass({ a: 3 });
        for (const { id } of [smoothed, composite]) {
            const told = man.desk.ask("GET", `/api/v1/monitor/${String(id)}`);
            assert.equal(told.overall_state, "Unknown");
        }
        assert.equal(man.told.overall_state, "Alert");
    });

    it("is found by state, tag and words, and so are its groups", () => {
        const man = new Watchman();
        man.pass({ a: 3, b: 0 });
        const find = (query: string, path = "search"): readonly Fields[] => {
            const text = encodeURIComponent(query);
            const found = man.desk.ask("GET", `/api/v1/monitor/${path}?query=${text}`);
            return (found.monitors ?? found.groups) as readonly Fields[];
        };
        const found = [
            "status:alert",
            'tag:"team:sre"',
            "restarts",
            `metric:${metric}`,
            "type:metric",
        ];
        assert.deepEqual(
            found.map((query) => find(query).length),
            [1, 1, 1, 1, 1],
        );
        const lost = ["status:ok", 'tag:("team:sre" AND "team:dev")', "-restarts", "muted:true"];
        assert.deepEqual(
            lost.map((query) => find(query).length),
            [0, 0, 0, 0],
        );
        assert.equal(find("status:alert")[0]?.last_triggered_ts, 60);
        const groups = find("status:alert", "groups/search");
        assert.deepEqual(
            groups.map(({ group }) => group),
            ["pod_name:a"],
        );
        const refused = man.desk.try("GET", "/api/v1/monitor/search?query=(status:alert");
        assert.equal(refused.status, 400);
        assert.match(JSON.stringify(refused.reply), />>>/);
    });
});
