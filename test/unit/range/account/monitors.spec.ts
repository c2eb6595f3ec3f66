import assert from "node:assert/strict";

import { DatadogStandIn } from "../../../support/datadog/standIn";
import { ask, monitor } from "./asking";

describe("the stand-in's monitors", () => {
    let standIn: DatadogStandIn;
    beforeEach(async () => {
        standIn = await DatadogStandIn.start();
    });
    afterEach(async () => {
        await standIn.stop();
        assert.deepEqual(standIn.mistakes, []);
    });

    const post = (fields: object): ReturnType<typeof ask> =>
        ask(standIn, "POST", "/api/v1/monitor", { ...monitor, ...fields });
    const withOptions = (options: object): ReturnType<typeof ask> =>
        post({ options: { ...monitor.options, ...options } });

    it("are created, read, changed and deleted", async () => {
        const created = await post({});
        const path = `/api/v1/monitor/${String(created.body.id)}`;
        assert.equal(created.status, 200);
        assert.equal((await ask(standIn, "GET", path)).body.overall_state, "No Data");
        const changed = await ask(standIn, "PUT", path, { ...monitor, message: "Other." });
        assert.equal(changed.body.message, "Other.");
        assert.deepEqual((await ask(standIn, "DELETE", path)).body, {
            deleted_monitor_id: created.body.id,
        });
        assert.equal((await ask(standIn, "GET", path)).status, 404);
        assert.deepEqual(standIn.account.holdings, {});
    });

    const event = {
        type: "event-v2 alert",
        query: 'events("source:kubernetes").rollup("count").last("10m") > 1',
    };
    const zero = { query: `max(last_10m):default_zero(max:x.y{*}) >= 1` };
    const refused: readonly { what: string; fields: object; says: RegExp }[] = [
        {
            what: "a threshold that is not the query's",
            fields: { options: { thresholds: { critical: 0.25 } } },
            says: /Alert threshold \(0\.25\) does not match that used in the query \(250000000\.0\)\./,
        },
        {
            what: "a warning without a critical threshold",
            fields: { options: { thresholds: { warning: 1 } } },
            says: /Alert status is required\./,
        },
        {
            what: "a recovery beyond the threshold",
            fields: { options: { thresholds: { critical: 250000000, critical_recovery: 3e8 } } },
            says: /simultaneously in alert and alert recovery states/,
        },
        {
            what: "a warning beyond the threshold",
            fields: { options: { thresholds: { critical: 250000000, warning: 3e8 } } },
            says: /warning threshold is beyond/,
        },
        {
            what: "a recovery threshold of an event monitor",
            fields: { ...event, options: { thresholds: { critical: 1, critical_recovery: 0 } } },
            says: /Invalid threshold statuses found: critical_recovery\./,
        },
        { what: "an unknown field", fields: { colour: "red" }, says: /no field colour/ },
        {
            what: "an unknown option",
            fields: { options: { thresholds: { critical: 250000000 }, notify: 1 } },
            says: /options has no field notify/,
        },
        {
            what: "a threshold as text",
            fields: { options: { thresholds: { critical: "250000000" } } },
            says: /number/,
        },
        { what: "an unknown type", fields: { type: "metric" }, says: /none of the known forms/ },
        {
            what: "a query of another type",
            fields: { type: "log alert" },
            says: /log alert takes no metric query/,
        },
        {
            what: "a query with a unit",
            fields: { query: "avg(last_5m):sum:x.y{*} > 250m" },
            says: /'query' is invalid/,
        },
        {
            what: "a window that Datadog does not know",
            fields: {
                query: 'logs("x").index("*").rollup("count").last("5d") > 1',
                type: "log alert",
            },
            says: /window/,
        },
        {
            what: "a message that leaves a block open",
            fields: { message: "{{#is_alert}}Help" },
            says: /does not close \{\{#is_alert\}\}/,
        },
        {
            what: "a missing query",
            fields: { query: undefined },
            says: /missing required property/,
        },
        {
            what: "a composite of monitors that are not there",
            fields: { type: "composite", query: "4711 && 4712", options: {} },
            says: /Monitors not found: 4711, 4712/,
        },
        {
            what: "an alert on an SLO that is not there",
            fields: {
                type: "slo alert",
                query: 'error_budget("abc").over("7d") > 75',
                options: { thresholds: { critical: 75 } },
            },
            says: /SLO not found/,
        },
        {
            what: "on_missing_data in camel case",
            fields: { options: { ...monitor.options, on_missing_data: "showNoData" } },
            says: /none of the known forms.*showNoData/,
        },
        {
            what: "default_zero() with on_missing_data",
            fields: {
                ...zero,
                options: { thresholds: { critical: 1 }, on_missing_data: "resolve" },
            },
            says: /default_zero/,
        },
    ];
    for (const { what, fields, says } of refused) {
        it(`are refused with ${what}`, async () => {
            const answer = await post(fields);
            assert.equal(answer.status, 400);
            assert.match(answer.errors, says);
            assert.deepEqual(standIn.account.holdings, {});
        });
    }

    it("take only one of notify_no_data and on_missing_data", async () => {
        assert.equal((await withOptions({ on_missing_data: "show_no_data" })).status, 200);
        const both = { on_missing_data: "show_no_data", notify_no_data: true };
        const answer = await withOptions(both);
        assert.equal(answer.status, 400);
        assert.match(answer.errors, /cannot both be set/);
    });

    it("are refused when the very same is there already", async () => {
        await post({});
        const twin = await post({});
        assert.equal(twin.status, 400);
        assert.match(twin.errors, /Duplicate of an existing monitor_id:\d+/);
    });

    it("are kept while a composite needs them", async () => {
        const ids = [await post({}), await post({ name: "Other" })].map(({ body }) => body.id);
        const composite = { type: "composite", query: ids.join(" && "), options: {} };
        assert.equal((await post(composite)).status, 200);
        const path = `/api/v1/monitor/${String(ids[0])}`;
        const answer = await ask(standIn, "DELETE", path);
        assert.equal(answer.status, 400);
        assert.match(answer.errors, /referenced in composite monitors/);
    });

    it("are validated without being made", async () => {
        const path = "/api/v1/monitor/validate";
        assert.deepEqual((await ask(standIn, "POST", path, monitor)).body, {});
        const wrong = { ...monitor, options: { thresholds: { critical: 1 } } };
        assert.equal((await ask(standIn, "POST", path, wrong)).status, 400);
        assert.deepEqual(standIn.account.holdings, {});
    });
});
