import { deepEqual, equal, ok } from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

import type { ApiClient } from "../../../../../range/controlPlane/apiClient";
import { Watches } from "../../../../../range/node/api/watches";
import { KubernetesStandIn, type PlainObject } from "../../../../support/console/kubernetesStandIn";

const path = "/api/v1/namespaces/sock-shop/pods";

function pod(name: string): PlainObject {
    return { apiVersion: "v1", kind: "Pod", metadata: { name } };
}

/** Rejects when it has not come true within 20 s. */
async function until(isTrue: () => boolean): Promise<void> {
    for (const end = Date.now() + 20_000; !isTrue();) {
        ok(Date.now() < end, "it has not come true");
        await sleep(20);
    }
}

describe("watches of a range", function () {
    this.timeout(60_000);

    let server: KubernetesStandIn;
    let watches: Watches;
    /** Lists that are refused from now on. */
    let refusals: number;
    /** What the handlers were called with: `+` changed, `-` deleted, name. */
    let told: string[];
    let uids: string[];
    let reported: string[];

    beforeEach(async () => {
        server = await KubernetesStandIn.start();
        refusals = 0;
        told = [];
        uids = [];
        reported = [];
        const get = async (asked: string): Promise<unknown> => {
            if (refusals > 0) {
                refusals -= 1;
                throw new Error("503: etcdserver: leader changed");
            }
            const url = `${server.config.getCurrentCluster()?.server ?? ""}${asked}`;
            return (await fetch(url)).json();
        };
        watches = new Watches(server.config, { get } as unknown as ApiClient, (line) => {
            reported.push(line);
        });
    });

    afterEach(async () => {
        await watches.stop();
        await server.stop();
    });

    const watch = (): ReturnType<Watches["watch"]> =>
        watches.watch(path, {
            changed: ({ metadata }) => {
                told.push(`+${metadata?.name ?? ""}`);
                uids.push(`+${metadata?.uid ?? ""}`);
            },
            deleted: ({ metadata }) => {
                told.push(`-${metadata?.name ?? ""}`);
                uids.push(`-${metadata?.uid ?? ""}`);
            },
        });

    it("go on where they were when the API server has been away for seconds", async () => {
        server.put(pod("cart"));
        await watch();
        await server.stop();
        server.put(pod("order"));
        await sleep(2500);
        await server.comeBack();
        await until(() => told.includes("+order"));
        server.put(pod("user"));
        await until(() => told.includes("+user"));
        deepEqual(told, ["+cart", "+order", "+user"]);
    });

    it("list again when what they missed has been forgotten, until a list works", async () => {
        server.put(pod("cart"));
        server.put(pod("order"));
        const seen = await watch();
        refusals = 2;
        server.remove("Pod", "order");
        await until(() => told.includes("-order"));
        server.compact();
        server.put(pod("user"));
        await until(() => told.includes("+user"));
        equal(refusals, 0);
        deepEqual(told, ["+cart", "+order", "-order", "+user"]);
        deepEqual(
            seen.list().map(({ metadata }) => metadata?.name),
            ["cart", "user"],
        );
    });

    it("tell of what has gone while they were cut", async () => {
        server.put(pod("cart"));
        server.put(pod("order"));
        await watch();
        await server.stop();
        server.remove("Pod", "order");
        server.compact();
        await server.comeBack();
        await until(() => told.length >= 3);
        deepEqual(told, ["+cart", "+order", "-order"]);
    });

    it("tell the old one's end before its namesake that came while they were cut", async () => {
        server.put(pod("cart"));
        const seen = await watch();
        const [first = ""] = uids;
        await server.stop();
        server.remove("Pod", "cart");
        server.put(pod("cart"));
        server.compact();
        await server.comeBack();
        await until(() => told.length >= 3);
        const second = seen.get("cart", "sock-shop")?.metadata?.uid ?? "";
        deepEqual(uids, [first, `-${first.slice(1)}`, `+${second}`]);
    });

    it("have begun only when what there is has been handed over", async () => {
        server.put(pod("cart"));
        refusals = 2;
        await watch();
        deepEqual(told, ["+cart"]);
    });

    it("ask nothing more once they are stopped, even while the API server is away", async () => {
        await watch();
        await server.stop();
        await until(() => reported.length > 0);
        await watches.stop();
        await server.comeBack();
        const before = server.requests.length;
        await sleep(1500);
        equal(server.requests.length, before);
    });
});
