import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { AccountWatch } from "../../../../experiment/accountWatch";
import { monitorSayings } from "../../../../experiment/senses/monitors";
import { accountEvents } from "../../../../experiment/senses/accountEvents";
import type { DatadogAccount } from "../../../../experiment/world";
import type { ApiAccess } from "../../../../live/datadog/request";

describe("monitors of a Datadog account", () => {
    it("are the shop's, on whichever page of an organisation's thousands", async () => {
        const named = (name: string): object => ({ name, type: "query alert", tags: [] });
        const others = Array.from({ length: 1000 }, (_, nth) => named(`[other] ${nth}`));
        const pages = [others, [named("[sock-shop] Orders fail")]];
        const server = createServer(({ url = "" }, response) => {
            const page = Number(new URL(url, "http://account").searchParams.get("page"));
            response.end(JSON.stringify(pages[page] ?? []));
        }).listen(0, "127.0.0.1");
        await once(server, "listening");
        const { port } = server.address() as AddressInfo;
        const access = { apiUrl: `http://127.0.0.1:${port}`, apiKey: "k", appKey: "a" };
        const sayings = await monitorSayings(access, "sock-shop");
        server.closeAllConnections();
        server.close();
        assert.deepEqual(
            sayings.map(({ name, state }) => [name, state]),
            [["[sock-shop] Orders fail", "No Data"]],
        );
    });
});

describe("events of a Datadog account", () => {
    let server: Server;
    let access: ApiAccess;
    let asked: URLSearchParams[];
    let status: number;

    const event = (time: string) => ({
        id: "one",
        type: "event",
        attributes: {
            ...{ timestamp: time, message: "Back-off restarting" },
            tags: ["source:kubernetes", "event_reason:BackOff", "pod_name:front-end-abc-x1"],
            attributes: { title: "Pod sock-shop/front-end-abc-x1: BackOff" },
        },
    });

    beforeEach(async () => {
        asked = [];
        status = 200;
        server = createServer(({ url = "" }, response) => {
            const { searchParams } = new URL(url, "http://account");
            asked.push(searchParams);
            response.statusCode = status;
            const isLast = searchParams.has("page[cursor]");
            const data = [event(isLast ? "1970-01-01T00:17:30Z" : "1970-01-01T00:16:50Z")];
            response.end(JSON.stringify({ data, meta: { page: isLast ? {} : { after: "next" } } }));
        }).listen(0, "127.0.0.1");
        await once(server, "listening");
        const { port } = server.address() as AddressInfo;
        access = { apiUrl: `http://127.0.0.1:${port}`, apiKey: "k", appKey: "a" };
    });

    afterEach(() => {
        server.closeAllConnections();
        server.close();
    });

    const span = { namespace: "sock-shop", from: 1000, until: 1100 };

    it("are all pages of those that Kubernetes had in that time, at the shop's time", async () => {
        const dated = (seconds: number): number => 1000 + 10 * (seconds - 1000);
        const events = await accountEvents(access, { ...span, dated });
        assert.deepEqual(
            events.map(({ time }) => time),
            [1100, 1500],
        );
        assert.deepEqual(events[0]?.tags, {
            ...{ source: "kubernetes", event_reason: "BackOff", pod_name: "front-end-abc-x1" },
        });
        const [first, second] = asked;
        assert.equal(first?.get("filter[query]"), "source:kubernetes kube_namespace:sock-shop");
        assert.deepEqual(
            [first.get("filter[from]"), first.get("filter[to]")],
            ["1000000", "1100000"],
        );
        assert.equal(second?.get("page[cursor]"), "next");
    });

    it("are missing with the status when it refuses", async () => {
        status = 403;
        await assert.rejects(accountEvents(access, span), /^Error: GET \/api\/v2\/events: 403$/);
    });
});

describe("an account that is watched", () => {
    const world = (account: Partial<DatadogAccount> | undefined) => ({
        now: () => 1000,
        sleep: () => Promise.resolve(),
        account: account && {
            monitors: () => Promise.resolve([]),
            series: () => Promise.resolve([]),
            events: () => Promise.resolve([]),
            ...account,
        },
    });

    it("is named missing where there is none", async () => {
        const { series, events, missing } = await new AccountWatch(
            world(undefined),
            undefined,
        ).conclude(0, 1);
        assert.deepEqual([series, events], [undefined, undefined]);
        assert.deepEqual(missing, ["monitors, Datadog's metrics and events: no account is known"]);
    });

    it("names each of its sources that does not answer, and has the others", async () => {
        const refused = (): Promise<never> => Promise.reject(new Error("403"));
        const watch = new AccountWatch(world({ monitors: refused, events: refused }), undefined);
        await watch.ask();
        const { series, events, missing } = await watch.conclude(0, 1);
        assert.deepEqual([series, events], [[], undefined]);
        assert.deepEqual(missing, ["monitors, at times: 403", "Datadog's events: 403"]);
    });
});
