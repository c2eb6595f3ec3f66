import assert from "node:assert/strict";

import type { Fields } from "../../../../range/account/http/exchange";
import { Desk } from "./desk";
import { Watchman } from "./live/watchman";

interface Told extends Fields {
    readonly name: string;
    readonly sli_value: number | null;
    readonly error_budget_remaining: Readonly<Record<string, number>>;
    readonly history: readonly (readonly [number, number])[];
}

interface History extends Fields {
    readonly overall: Told;
    readonly groups?: readonly Told[];
    readonly monitors?: readonly Told[];
}

const thresholds = [{ timeframe: "7d", target: 90 }];

function made(desk: Desk, slo: Fields): string {
    const { data } = desk.ask("POST", "/api/v1/slo", { name: "Shop", thresholds, ...slo });
    return (data as { id: string }[])[0]?.id ?? "";
}

function historyOf(desk: Desk, id: string, from: number, to: number, more = ""): History {
    const { data } = desk.ask(
        "GET",
        `/api/v1/slo/${id}/history?from_ts=${from}&to_ts=${to}${more}`,
    );
    return data as History;
}

describe("the history of an objective of good events among all", () => {
    const desk = new Desk();
    const count = (metric: string, region: string, values: readonly number[]): void => {
        desk.store.add({
            series: [
                {
                    ...{ metric, tags: { region }, intervalSeconds: 60 },
                    times: values.map((_, minute) => minute * 60),
                    values,
                },
            ],
        });
    };
    const query = (by = ""): Fields => ({
        numerator: `sum:orders.good{*}${by}.as_count()`,
        denominator: `sum:orders.all{*}${by}.as_count()`,
    });
    before(() => {
        desk.now = 600;
        count("orders.good", "eu", [10, 10, 5, 0]);
        count("orders.all", "eu", [10, 10, 10, 0]);
        count("orders.good", "us", [10, 8, 10, 0]);
        count("orders.all", "us", [10, 10, 10, 0]);
    });

    it("is the share of good events, with what is left of the budget", () => {
        const id = made(desk, { type: "metric", query: query() });
        const { overall, series, groups } = historyOf(desk, id, 0, 240, "&target=95");
        assert.equal(overall.sli_value, (100 * 53) / 60);
        const left = overall.error_budget_remaining;
        assert.ok(Math.abs((left["7d"] ?? 0) - 100 * (1 - 7 / 60 / 0.1)) < 1e-9);
        assert.ok(Math.abs((left.custom ?? 0) - 100 * (1 - 7 / 60 / 0.05)) < 1e-9);
        const { numerator, denominator, times } = series as Record<string, Fields>;
        assert.deepEqual(numerator?.values, [20, 18, 15, 0]);
        assert.deepEqual([numerator.sum, denominator?.sum], [53, 60]);
        assert.deepEqual(times, [0, 60_000, 120_000, 180_000]);
        assert.equal(groups, undefined);
    });

    it("looks at its span only, and is N/A where nothing happened", () => {
        const id = made(desk, { type: "metric", query: query() });
        assert.equal(historyOf(desk, id, 60, 120).overall.sli_value, 90);
        const { overall } = historyOf(desk, id, 180, 240);
        assert.equal(overall.sli_value, null);
        assert.deepEqual(overall.error_budget_remaining, {});
    });

    it("tells of groups where its queries have some", () => {
        const id = made(desk, { type: "metric", query: query(" by {region}") });
        const { overall, groups, group_by: by } = historyOf(desk, id, 0, 240);
        assert.equal(overall.sli_value, (100 * 53) / 60);
        assert.deepEqual(by, ["region"]);
        assert.deepEqual(
            groups?.map(({ name, sli_value: value }) => [name, value]),
            [
                ["region:eu", (100 * 25) / 30],
                ["region:us", (100 * 28) / 30],
            ],
        );
    });
});

describe("the history of an objective of monitors", () => {
    it("is the time outside of alerts, of all groups and of each", () => {
        const man = new Watchman();
        const { desk } = man;
        for (const [a, b] of [
            [0, 0],
            [3, 2],
            [0, 3],
            [0, 0],
            [0, 0],
        ] as const) {
            man.pass({ a, b });
        }
        const id = made(desk, { type: "monitor", monitor_ids: [man.id] });
        const { overall, groups, monitors } = historyOf(desk, id, 60, 300);
        assert.deepEqual(overall.history, [
            [60, 0],
            [120, 1],
            [240, 0],
        ]);
        assert.equal(overall.sli_value, 50);
        assert.deepEqual(
            groups?.map(({ name, sli_value: value }) => [name, value]),
            [
                ["pod_name:a", 75],
                ["pod_name:b", 75],
            ],
        );
        assert.equal(monitors, undefined);
    });

    it("is N/A before anybody looked, and leaves that out later", () => {
        const man = new Watchman();
        const id = made(man.desk, { type: "monitor", monitor_ids: [man.id] });
        man.desk.now = 60;
        assert.equal(historyOf(man.desk, id, 0, 60).overall.sli_value, null);
        man.pass({ a: 3 });
        man.pass({ a: 0 });
        man.pass({ a: 0 });
        const { overall } = historyOf(man.desk, id, 0, 180);
        assert.deepEqual(overall.history, [
            [0, 2],
            [60, 1],
            [120, 0],
        ]);
        assert.equal(overall.sli_value, 50);
    });

    it("takes missing data as the monitor has them", () => {
        for (const [missing, value] of [
            ["show_no_data", 50],
            ["resolve", 100],
        ] as const) {
            const man = new Watchman({ on_missing_data: missing });
            man.pass({ a: 0 });
            man.pass({ b: 0 });
            man.pass({ b: 0 });
            const id = made(man.desk, { type: "monitor", monitor_ids: [man.id] });
            assert.equal(historyOf(man.desk, id, 60, 180).overall.sli_value, value);
        }
    });

    it("of several is bad when one is, and tells of each; a restart is a gap", () => {
        const man = new Watchman();
        const { desk } = man;
        const other = desk.ask("POST", "/api/v1/monitor", {
            ...{ name: "Other", type: "query alert", message: "" },
            query: "max(last_1m):max:kubernetes.containers.restarts{*} > 100",
        });
        man.pass({ a: 0 });
        man.pass({ a: 3 });
        man.pass({ a: 3 });
        const id = made(desk, { type: "monitor", monitor_ids: [man.id, other.id] });
        man.restart(5);
        man.pass({ a: 0 });
        man.pass({ a: 0 });
        const { overall, monitors } = historyOf(man.desk, id, 60, 600);
        assert.deepEqual(overall.history, [
            [60, 0],
            [120, 1],
            [180, 2],
            [540, 0],
        ]);
        assert.equal(overall.sli_value, (100 * 120) / 180);
        assert.deepEqual(
            monitors?.map(({ name }) => name),
            ["Restarts", "Other"],
        );
    });
});
