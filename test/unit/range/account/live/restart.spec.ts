import assert from "node:assert/strict";

import { metric, Watchman } from "./watchman";

describe("a monitor of a range that is taken up again", () => {
    it("is in alert as before, at once and since the same time, and says so only once", () => {
        const man = new Watchman();
        man.pass({ a: 0, b: 0 });
        man.pass({ a: 3, b: 0 });
        const before = man.told;
        man.restart(30);
        assert.deepEqual(man.told, before);
        assert.equal(man.told.overall_state, "Alert");
        man.pass({ a: 3, b: 0 });
        assert.deepEqual(man.told, before);
        assert.deepEqual(man.titles, ["[Triggered on {pod_name:a}] Restarts"]);
        man.pass({ a: 0, b: 0 });
        assert.equal(man.titles.at(-1), "[Recovered on {pod_name:a}] Restarts");
        assert.equal(man.titles.length, 2);
    });

    it("that was over while the range was away says so", () => {
        const man = new Watchman();
        man.pass({ a: 3 });
        man.restart(30);
        man.pass({ a: 0 });
        assert.deepEqual(man.titles, [
            "[Triggered on {pod_name:a}] Restarts",
            "[Recovered on {pod_name:a}] Restarts",
        ]);
    });

    it("remembers what recovery asks for, and stays in alert without data", () => {
        const man = new Watchman({
            thresholds: { critical: 2, critical_recovery: 1, warning: 1, warning_recovery: 0 },
        });
        man.pass({ a: 3 });
        man.restart(5);
        man.pass({ other: 0 });
        assert.equal(man.told.state?.groups["pod_name:a"]?.status, "Alert");
        man.pass({ a: 2, other: 0 });
        assert.equal(man.told.overall_state, "Alert");
        assert.equal(man.titles.length, 1);
    });

    it("that is a composite goes on, too", () => {
        const man = new Watchman();
        const other = man.desk.ask("POST", "/api/v1/monitor", {
            ...{ name: "Any", type: "query alert", message: "" },
            query: `max(last_1m):max:${metric}{*} by {pod_name} > 1`,
        });
        const { id } = man.desk.ask("POST", "/api/v1/monitor", {
            ...{ name: "Both", type: "composite", message: "", tags: ["team:sre"] },
            query: `${man.id} && ${String(other.id)}`,
        });
        man.pass({ a: 3 });
        assert.equal(man.titles.length, 2);
        man.restart(5);
        const { overall_state: overall } = man.desk.ask("GET", `/api/v1/monitor/${String(id)}`);
        assert.equal(overall, "Alert");
        man.pass({ a: 3 });
        assert.equal(man.titles.length, 2);
    });

    it("begins anew when it was changed meanwhile", () => {
        const man = new Watchman();
        man.pass({ a: 3 });
        const stored = man.desk.account.monitors.get(man.id) ?? {};
        const options = { ...(stored.options as object), notify_no_data: true };
        man.desk.account.monitors.set(man.id, { ...stored, options });
        man.restart(5);
        assert.equal(man.told.overall_state, "No Data");
    });

    it("survives a second restart before it was evaluated", () => {
        const man = new Watchman();
        man.pass({ a: 3 });
        const before = man.told;
        man.restart(1);
        man.restart(1);
        assert.deepEqual(man.told, before);
    });
});
