import { ok } from "node:assert/strict";

import { objectsOf, played } from "../worlds";

describe("a shop whose carts are killed for their memory at each start", () => {
    it("takes the old pod away all the same, fails baskets alone, and keeps its front-end", async () => {
        const [healthy, heap] = await Promise.all([
            objectsOf({}),
            objectsOf({ incident: "heap", duration: "180s" }),
        ]);
        const { seen } = played(heap, {
            hostSpeed: "published",
            phases: [
                { atSeconds: -30, objects: healthy },
                { atSeconds: 0, objects: heap },
            ],
        });
        const pods = seen.samples.flatMap((sample) => sample.pods);
        const carts = pods.filter(({ deployment }) => deployment === "carts");
        ok(carts.some(({ lastTerminatedReason }) => lastTerminatedReason === "OOMKilled"));
        const old = carts.filter(({ memoryLimitBytes }) => memoryLimitBytes === 500 * 2 ** 20);
        const [first] = seen.samples;
        ok(first && old.every(({ name }) => first.pods.some((pod) => pod.name === name)));
        ok(!seen.samples.at(-1)?.pods.some(({ name }) => old.some((pod) => pod.name === name)));
        ok(pods.every(({ deployment, restarts }) => deployment === "carts" || restarts === 0));
        const failed = seen.ended.filter(({ failure }) => failure !== undefined);
        ok(failed.length > 20);
        const baskets = ["Add to Cart", "Empty Cart"];
        ok(failed.every(({ name }) => baskets.includes(name)));
        // The merge of the basket is only logged.
        const logins = seen.ended.filter(({ name }) => name === "Log In");
        ok(logins.length > 10 && logins.every(({ status }) => status === 200));
    });
});
