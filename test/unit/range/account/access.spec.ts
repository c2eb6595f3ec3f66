import assert from "node:assert/strict";

import { DatadogStandIn, standInKeys } from "../../../support/datadog/standIn";
import { ask, monitor } from "./asking";

describe("access to the account", () => {
    let standIn: DatadogStandIn;
    beforeEach(async () => {
        standIn = await DatadogStandIn.start();
    });
    afterEach(() => standIn.stop());

    const list = "/api/v1/monitor?page_size=1";

    it("is refused without both keys, but validation looks at the API key only", async () => {
        const { apiKey } = standInKeys;
        const cases = [
            ["GET", list, {}, 403],
            ["GET", list, { apiKey }, 403],
            ["GET", list, { apiKey, appKey: "wrong" }, 403],
            ["GET", list, standInKeys, 200],
            ["GET", "/api/v1/validate", { apiKey }, 200],
            ["GET", "/api/v1/validate", { apiKey: "wrong" }, 403],
        ] as const;
        for (const [method, path, keys, status] of cases) {
            const answer = await ask(standIn, method, path, undefined, keys);
            assert.equal(answer.status, status, `${path} with ${JSON.stringify(keys)}`);
        }
    });

    it("takes events with the API key alone", async () => {
        const event = { title: "Load run started", text: "…", tags: ["load:start"] };
        const { apiKey } = standInKeys;
        const answer = await ask(standIn, "POST", "/api/v1/events", event, { apiKey });
        assert.equal(answer.status, 202);
        assert.equal(standIn.account.telemetry.events.length, 1);
        const nameless = await ask(standIn, "POST", "/api/v1/events", { text: "…" }, { apiKey });
        assert.equal(nameless.status, 400);
    });

    it("records every request with what was sent and answered", async () => {
        await ask(standIn, "POST", "/api/v1/monitor", { ...monitor, colour: "red" });
        const [request] = standIn.requestsTo("POST", /\/monitor$/);
        assert.equal(request?.status, 400);
        assert.equal(request.headers["dd-api-key"], standInKeys.apiKey);
        assert.deepEqual(request.body, { ...monitor, colour: "red" });
    });

    it("knows its paths and methods", async () => {
        assert.equal((await ask(standIn, "GET", "/api/v1/nothing")).status, 404);
        assert.equal((await ask(standIn, "PATCH", "/api/v1/monitor", {})).status, 405);
    });

    it("shows the place in a path that cannot be read", async () => {
        for (const [path, place] of [
            ["/api/v1/dashboard/%zz", "character 19: /api/v1/dashboard/ >>> %zz"],
            ["/api/v2/metrics/caf%C3%A9%C3x/tags", "character 20: "],
            ["/api/v1/slo/%", "character 13: "],
        ] as const) {
            const { status, errors } = await ask(standIn, "GET", path);
            assert.equal(status, 400);
            assert.ok(errors.includes(place), errors);
        }
        assert.equal((await ask(standIn, "GET", "/api/v1/dashboard/caf%C3%A9")).status, 404);
    });

    it("notes where its own answer is not what the official models say", async () => {
        await ask(standIn, "POST", "/api/v1/monitor", monitor);
        const [[id, stored] = [0, {}]] = standIn.account.monitors;
        standIn.account.monitors.set(id, { ...stored, draft_status: "Unheard of" });
        await ask(standIn, "GET", `/api/v1/monitor/${id}`);
        assert.match(standIn.mistakes.join(), /draftStatus has none of the known forms/);
    });

    it("fails as told: after so many requests, so many times, on one path", async () => {
        standIn.fail({ method: "GET", path: /monitor/, after: 1, times: 2, answer: 500 });
        const statuses = [];
        for (let index = 0; index < 4; index += 1) {
            statuses.push((await ask(standIn, "GET", list)).status);
        }
        assert.deepEqual(statuses, [200, 500, 500, 200]);
        assert.equal((await ask(standIn, "GET", "/api/v1/validate")).status, 200);
    });

    it("cuts connections, before or after the work is done", async () => {
        standIn.fail({ times: 1, answer: "broken" });
        await assert.rejects(ask(standIn, "POST", "/api/v1/monitor", monitor));
        assert.deepEqual(standIn.account.holdings, {});
        standIn.heal();
        standIn.fail({ times: 1, answer: "lost" });
        await assert.rejects(ask(standIn, "POST", "/api/v1/monitor", monitor));
        assert.deepEqual(standIn.account.holdings, { monitors: 1 });
    });

    it("goes down and comes back at the same address with what it had", async () => {
        await ask(standIn, "POST", "/api/v1/monitor", monitor);
        await standIn.goDown();
        await assert.rejects(ask(standIn, "GET", list));
        await standIn.comeBack();
        assert.equal((await ask(standIn, "GET", list)).status, 200);
        assert.deepEqual(standIn.account.holdings, { monitors: 1 });
    });
});
