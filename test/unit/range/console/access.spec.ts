import assert from "node:assert/strict";
import { request } from "node:http";

import { Listener } from "../../../support/console/listener";
import { opened, type Opened, post } from "./opened";

describe("the console's two views", () => {
    let view: Opened;
    before(async () => {
        view = await opened();
    });
    after(() => view.stop());

    const statusOf = async (address: string): Promise<number> => {
        const answer = await fetch(address);
        await answer.arrayBuffer();
        return answer.status;
    };

    it("have addresses of their own, and nobody comes in without one", async () => {
        const { url, trainerUrl } = view.running;
        assert.notEqual(url, trainerUrl);
        assert.equal(await statusOf(url), 200);
        assert.equal(await statusOf(trainerUrl), 200);
        const { origin } = new URL(url);
        for (const path of [
            "/",
            "/stream",
            "/x/stream",
            `${new URL(url).pathname.slice(0, -2)}/`,
        ]) {
            assert.equal(await statusOf(`${origin}${path}`), 404, path);
        }
    });

    it("are served to this machine under its own name only, and to no other site", async () => {
        const { port, pathname } = new URL(view.running.url);
        const ask = (headers: Readonly<Record<string, string>>): Promise<number> =>
            new Promise((resolve, reject) => {
                request({ host: "127.0.0.1", port, path: pathname, headers }, (answer) => {
                    answer.resume();
                    resolve(answer.statusCode ?? 0);
                })
                    .on("error", reject)
                    .end();
            });
        assert.equal(await ask({ host: `localhost:${port}` }), 200);
        assert.equal(await ask({ host: `evil.example:${port}` }), 403);
        assert.equal(await ask({ origin: "http://evil.example" }), 403);
        assert.equal(await ask({ origin: `http://127.0.0.1:${port}` }), 200);
    });

    it("load nothing from elsewhere and cannot be framed", async () => {
        const answer = await fetch(view.running.url);
        const policy = answer.headers.get("content-security-policy") ?? "";
        assert.match(policy, /default-src 'none'/);
        assert.match(policy, /frame-ancestors 'none'/);
        assert.doesNotMatch(policy, /https?:|\*/);
        assert.equal(answer.headers.get("referrer-policy"), "no-referrer");
        const page = await answer.text();
        assert.doesNotMatch(page, /(src|href)="(https?:)?\/\//);
    });

    it("let only the trainer inject, recover and end", async () => {
        const { url, trainerUrl } = view.running;
        const wanted = { incident: "payment", remediation: ["replicas"], users: 20 };
        for (const action of ["inject", "recover", "end"]) {
            assert.equal(await post(`${url}actions/${action}`, wanted), 403);
        }
        assert.deepEqual(view.done, []);
        assert.equal(await post(`${trainerUrl}actions/inject`, wanted), 202);
        assert.deepEqual(view.done, [`inject ${JSON.stringify(wanted)}`]);
    });

    it("refuse what is no incident, no fix, or no JSON, and say what there is", async () => {
        const inject = `${view.running.trainerUrl}actions/inject`;
        assert.equal(await post(inject, { incident: "flood" }), 400);
        assert.equal(await post(inject, { incident: "payment", remediation: ["pray"] }), 400);
        assert.equal(await post(inject, { incident: "payment", users: 1e6 }), 400);
        assert.equal(await post(`${view.running.trainerUrl}actions/explode`, {}), 404);
        const broken = await fetch(inject, { method: "POST", body: "{" });
        assert.equal(broken.status, 400);
        const strange = await fetch(inject, { method: "POST", body: '{"incident":"flood"}' });
        assert.match(await strange.text(), /there are: payment/);
    });

    it("tell the trainee neither what there is to inject nor what is injected", async () => {
        const trainee = new Listener(view.running.url);
        const trainer = new Listener(view.running.trainerUrl);
        assert.equal((await trainer.until("trainer")).incident, "payment");
        await trainee.until("monitors");
        await trainee.until("pulse", ({ now }) => now > Date.now() / 1000 - 0.5);
        assert.deepEqual(trainee.all("trainer"), []);
        const { incidents, remediations } = await trainee.until("welcome");
        assert.deepEqual([incidents, remediations], [[], []]);
        trainee.close();
        trainer.close();
    });

    it("pass on questions that read, with the guest's key, and nothing that writes", async () => {
        const { url } = view.running;
        const search = { filter: { query: "*", from: "now-15m", to: "now" } };
        assert.equal(await post(`${url}datadog/api/v2/logs/events/search`, search), 200);
        for (const path of ["/api/v1/monitor", "/api/v1/dashboard", "/api/v2/downtime"]) {
            assert.equal(await post(`${url}datadog${path}`, {}), 403, path);
        }
        const removal = await fetch(`${url}datadog/api/v1/dashboard/abc`, { method: "DELETE" });
        assert.equal(removal.status, 403);
        assert.equal(await statusOf(`${url}datadog/api/v1/../v1/monitor`), 403);
    });

    it("do one thing of the trainer's at a time, and say why one failed", async () => {
        let fail: (reason: Error) => void = () => undefined;
        const slow = await opened({
            recover: () =>
                new Promise((_, reject) => {
                    fail = reject;
                }),
        });
        const { trainerUrl } = slow.running;
        const listener = new Listener(trainerUrl);
        assert.equal(await post(`${trainerUrl}actions/recover`, {}), 202);
        assert.equal(await post(`${trainerUrl}actions/inject`, { incident: "payment" }), 409);
        await listener.until("trainer", ({ busy }) => busy === "recovering");
        fail(new Error("the API server is gone"));
        const told = await listener.until("trainer", (one) => one.failure !== undefined);
        assert.match(told.failure ?? "", /the API server is gone/);
        assert.equal(await post(`${trainerUrl}actions/inject`, { incident: "payment" }), 202);
        listener.close();
        await slow.stop();
    });
});
