import { ok } from "node:assert/strict";

import { objectsOf, played } from "../worlds";

/**
 * What queueing theory says of any closed network, whatever happens inside: with N users, think
 * time Z, throughput X and response time R, N = X (R + Z) (Little's law), and X is at most
 * N / (Z + D) and 1 / D with D the work of one request at the bottleneck.
 */
describe("the closed network of users and front-end", () => {
    const thinkSeconds = 2;
    for (const [users, cpu] of [
        [20, "300m"],
        [200, "300m"],
        [600, "300m"],
        [40, "100m"],
    ] as const) {
        it(`keeps Little's law with ${users} users at ${cpu}`, async () => {
            const resources = { requests: { cpu: "50m" }, limits: { cpu } };
            const objects = await objectsOf({
                incident: "hybrid",
                users: String(users),
                duration: "180s",
                services: JSON.stringify({ "front-end": { resources } }),
            });
            const { seen, result } = played(objects);
            // Steady: from when all are there and warm.
            const from = result.loadStart + 60;
            const done = seen.ended.filter(({ endedAt }) => endedAt >= from);
            const seconds = result.loadEnd - from;
            const rate = done.length / seconds;
            const response =
                done.reduce((sum, one) => sum + one.endedAt - one.startedAt, 0) / done.length;
            const deviation = (rate * (response + thinkSeconds)) / users - 1;
            // Think times vary evenly over 2 s: the mean over n of them is known to 0.58 / sqrt(n).
            const bound = 4 * (0.58 / thinkSeconds / Math.sqrt(done.length)) + 0.01;
            ok(Math.abs(deviation) < bound, `${deviation} beyond ${bound}`);
            ok(rate <= (users / thinkSeconds) * (1 + bound), "no more than users can ask for");
        });
    }

    it("gives no more than its CPU allows: at 60m each request takes 0.45 ms or more", async () => {
        const resources = { requests: { cpu: "50m" }, limits: { cpu: "60m" } };
        const objects = await objectsOf({
            incident: "hybrid",
            users: "300",
            duration: "120s",
            probes: "upstream",
            services: JSON.stringify({ "front-end": { resources } }),
        });
        const { seen, result } = played(objects);
        const rate = seen.ended.length / (result.loadEnd - result.loadStart);
        ok(rate < 0.06 / 0.45e-3, `${rate}`);
        ok(rate > 25, `${rate}`);
    });
});
