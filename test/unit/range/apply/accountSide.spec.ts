import assert from "node:assert/strict";

import type { Plan } from "../../../../plan/plan";
import { type RunningAccount, startAccount } from "../../../../range/account/startAccount";
import { AccountSide } from "../../../../range/apply/datadog/accountSide";
import { renderFor } from "../../../../range/apply/renderFor";
import type { Render } from "../../../../range/apply/rangeStack";
import { WorldClock } from "../../../../range/clock";
import { TelemetryStore } from "../../../../range/store/store";

const keys = { apiKey: "a".repeat(32), appKey: "b".repeat(40) };

const countOf = ({ resources }: Plan, kind: string): number =>
    resources.filter(({ type }) => type.startsWith("datadog:") && type.endsWith(`:${kind}`)).length;

describe("the stack's resources in the range's account", () => {
    let running: RunningAccount;
    let render: Render;

    // The account is as strict as Datadog: what it takes, the provider could have sent.
    beforeEach(async () => {
        const store = new TelemetryStore();
        running = await startAccount({ store, clock: new WorldClock(), keys });
        render = renderFor(new AccountSide({ ...keys, apiUrl: running.url }));
    });

    afterEach(() => running.stop());

    it("are all made, with what the account calls them", async () => {
        const plan = await render({ observability: "resources", muteMonitors: "true" });
        const { monitors, slos, dashboards, logsMetrics, pipelines, downtimes } = running.account;
        assert.deepEqual(
            [monitors.size, slos.size, logsMetrics.size, pipelines.size],
            ["Monitor", "ServiceLevelObjective", "LogsMetric", "LogsCustomPipeline"].map((kind) =>
                countOf(plan, kind),
            ),
        );
        assert.ok(monitors.size > 20);
        assert.deepEqual([dashboards.size, downtimes.size], [1, 1]);
        const composites = [...monitors.values()].filter(({ type }) => type === "composite");
        assert.ok(composites.length > 0);
        const named = composites.flatMap(({ query }) => String(query).match(/\d+/g) ?? []);
        assert.ok(named.every((id) => monitors.has(Number(id))));
    });

    it("stay as they are when the plan does", async () => {
        await render({ observability: "resources" });
        const before = new Map(running.account.monitors);
        await render({ observability: "resources", incident: "hybrid" });
        assert.deepEqual(running.account.monitors, before);
    });

    it("are known to a range that is taken up, and made anew where somebody removed them", async () => {
        const side = new AccountSide({ ...keys, apiUrl: running.url });
        await renderFor(side)({ observability: "resources", notify: "@slack-a" });
        const kept = JSON.parse(JSON.stringify(running.kept())) as unknown;
        const resources = JSON.parse(JSON.stringify(side.kept())) as ReturnType<typeof side.kept>;
        const ids = [...running.account.monitors.keys()];
        await running.stop();
        const store = new TelemetryStore();
        running = await startAccount({ store, clock: new WorldClock(), keys, restored: kept });
        const { monitors } = running.account;
        const later = renderFor(new AccountSide({ ...keys, apiUrl: running.url }, resources));
        await later({ observability: "resources", notify: "@slack-a" });
        assert.deepEqual([...monitors.keys()], ids);
        const composite = /\d{4,}/g;
        const named = [...monitors.values()].flatMap(({ type, query }) =>
            type === "composite" ? (String(query).match(composite) ?? []) : [],
        );
        const removed = ids.find((id) => !named.includes(String(id))) ?? 0;
        monitors.delete(removed);
        await later({ observability: "resources", notify: "@slack-b" });
        assert.equal(monitors.size, ids.length);
        assert.ok(!monitors.has(removed));
    });

    it("that the account refuses fail the plan, with the account's own words", async () => {
        await running.stop();
        const keys = { apiKey: "c".repeat(32), appKey: "d".repeat(40) };
        const store = new TelemetryStore();
        running = await startAccount({ store, clock: new WorldClock(), keys });
        const stranger = new AccountSide({ ...keys, apiKey: "wrong", apiUrl: running.url });
        await assert.rejects(
            renderFor(stranger)({ observability: "resources" }),
            /POST \/api\/v\d\/\S+: 403: .*Forbidden/,
        );
    });

    it("go when the plan no longer has them", async () => {
        const { monitors, dashboards } = running.account;
        await render({ observability: "resources" });
        const open = monitors.size;
        const blind = await render({ observability: "resources", blind: "true" });
        assert.equal(monitors.size, countOf(blind, "Monitor"));
        assert.ok(monitors.size < open);
        await render({ observability: "none" });
        assert.deepEqual([monitors.size, dashboards.size], [0, 0]);
    });
});
