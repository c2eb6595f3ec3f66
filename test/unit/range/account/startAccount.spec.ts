import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";

import { type RunningAccount, startAccount } from "../../../../range/account/startAccount";
import { RateLimits } from "../../../../range/account/http/rateLimits";
import { TelemetryStore } from "../../../../range/store/store";
import { plainClock } from "../../../support/plainClock";
import { monitor } from "./asking";

const keys = { apiKey: "api", appKey: "app", guestAppKey: "guest" };
const headers = { "DD-API-KEY": "api", "content-type": "application/json" };

describe("the account of the range", () => {
    let running: RunningAccount;
    before(async () => {
        const clock = plainClock(() => 1_700_000_000);
        running = await startAccount({ store: new TelemetryStore(), clock, keys });
    });
    after(() => running.stop());

    const send = (method: string, appKey: string, body?: string | Buffer): Promise<Response> =>
        fetch(`${running.url}/api/v1/monitor`, {
            method,
            headers: { ...headers, "DD-APPLICATION-KEY": appKey },
            ...(body !== undefined && { body }),
        });

    it("lets a guest read and nothing else", async () => {
        const text = JSON.stringify({ ...monitor, name: "Of a guest" });
        const statuses = [
            (await send("GET", "guest")).status,
            (await send("POST", "guest", text)).status,
            (await send("POST", "app", text)).status,
        ];
        assert.deepEqual(statuses, [200, 403, 200]);
    });

    it("takes keys as parameters of the address, as older clients send them", async () => {
        const address = `${running.url}/api/v1/monitor?api_key=api&application_key=app`;
        assert.equal((await fetch(address)).status, 200);
    });

    it("tells the time of its clock", async () => {
        const answer = await send("POST", "app", JSON.stringify({ ...monitor, name: "Timed" }));
        const { created } = (await answer.json()) as { created: string };
        assert.equal(created, "2023-11-14T22:13:20.000000+00:00");
    });

    it("takes a packed payload, and refuses one that is broken, foreign or too large", async () => {
        const text = JSON.stringify({ ...monitor, name: "Packed" });
        const packed = (encoding: string, body: Buffer): Promise<number> =>
            fetch(`${running.url}/api/v1/monitor`, {
                method: "POST",
                headers: {
                    ...headers,
                    "DD-APPLICATION-KEY": "app",
                    "content-encoding": encoding,
                },
                body,
            }).then(({ status }) => status);
        assert.deepEqual(
            [
                await packed("gzip", gzipSync(text)),
                await packed("gzip", Buffer.from(text)),
                await packed("br", Buffer.from(text)),
                await packed("identity", Buffer.alloc(6 * 1024 * 1024, " ")),
            ],
            [200, 400, 415, 413],
        );
    });

    it("says what it does not have", async () => {
        const answer = await fetch(`${running.url}/api/v2/rum/events`, { headers });
        assert.equal(answer.status, 404);
        assert.match(await answer.text(), /\/api\/v2\/rum\/events is not part of the range/);
    });

    it("says how many requests are left, and refuses those beyond", async () => {
        const { headers: said } = await send("GET", "app");
        assert.match(said.get("x-ratelimit-remaining") ?? "", /^\d+$/);
        const limits = new RateLimits();
        const allowances = Array.from({ length: 30_001 }, () => limits.take("one", 61));
        assert.deepEqual([allowances.at(-2)?.isSpent, allowances.at(-1)?.isSpent], [false, true]);
        assert.equal(allowances.at(-1)?.headers["x-ratelimit-reset"], "59");
        assert.equal(limits.take("other", 61).isSpent, false);
        assert.equal(limits.take("one", 121).isSpent, false);
    });
});
