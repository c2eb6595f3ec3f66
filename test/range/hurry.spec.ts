/** A client in a hurry: 200 requests a second to the account, beside the world that it looks at. */
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

import { waitFor } from "../../range/controlPlane/wait";
import { askAccount } from "../support/range/askAccount";
import { sharedRange, type SharedRange } from "../support/range/sharedRange";

const perSecond = 200;
const seconds = 10;

/** Figures are of every fifteen seconds. */
const freshSeconds = 60;

const query = "avg:kubernetes.cpu.usage.total{kube_namespace:sock-shop} by {pod_name}";

describe("An account that is asked 200 times a second", () => {
    let shared: SharedRange;

    before(async function () {
        this.timeout(0);
        shared = await sharedRange();
    });

    const ask = (path: string, body?: object): Promise<Response> =>
        askAccount(shared.environment, path, body);

    function usage(): Promise<Response> {
        const now = Math.floor(Date.now() / 1000);
        const span = { query, from: String(now - 900), to: String(now) };
        return ask(`/api/v1/query?${new URLSearchParams(span).toString()}`);
    }

    it("answers every time for ten seconds, and its world goes on", async () => {
        const filter = { query: "service:front-end", from: "now-15m", to: "now" };
        const kinds: readonly (() => Promise<Response>)[] = [
            usage,
            () => ask("/api/v2/logs/events/search", { filter, page: { limit: 50 } }),
            () => ask("/api/v1/monitor"),
            () => ask("/api/v2/events?page[limit]=10"),
            () => ask("/api/v1/validate"),
        ];
        const statuses: Promise<number>[] = [];
        const start = Date.now();
        while (statuses.length < seconds * perSecond) {
            await sleep(20);
            const due = ((Date.now() - start) / 1000) * perSecond;
            while (statuses.length < Math.min(due, seconds * perSecond)) {
                const kind = kinds[statuses.length % kinds.length] ?? usage;
                const answered = kind().then(async (response) => {
                    await response.text();
                    return response.status;
                });
                statuses.push(answered);
            }
        }
        assert.deepEqual([...new Set(await Promise.all(statuses))], [200]);
        const end = Date.now() / 1000;
        await waitFor("figures of after the hurry", freshSeconds, async () => {
            const { series } = (await (await usage()).json()) as {
                readonly series: readonly { readonly pointlist: readonly [number, number][] }[];
            };
            const newest = series.flatMap(({ pointlist }) => pointlist.map(([time]) => time));
            return Math.max(...newest) / 1000 > end - 15 || undefined;
        });
    });
});
