import assert from "node:assert/strict";

import { waitFor } from "../../support/controlPlane";
import { exitsText, figuresText, loadEnd, loadStart } from "../../support/node/loadRun";
import { namespace, type Stage } from "../../support/node/stage";

const durationSeconds = 150;
const slowSeconds = 90;

/** Two rounds of the metrics API and one of the autoscaler, and some. */
const scalingSeconds = 75;

export function latency(stage: () => Stage): void {
    // Payment may not be back yet, and is not needed here.
    const settings = { incident: "latency", duration: `${durationSeconds}s`, gate: "off" };

    describe("Latency: slow, and alive", () => {
        let start: Date;

        it("is slow for its users, and no container ends", async () => {
            const { node, record, watch } = stage();
            await stage().up(settings);
            start = await loadStart(node, namespace);
            await new Promise((resolve) =>
                setTimeout(resolve, start.getTime() + slowSeconds * 1000 - Date.now()),
            );
            const exits = watch.exitsSince(start);
            record.add(`container exits in ${slowSeconds} s`, undefined, exitsText(exits, start));
            assert.deepEqual(exits, []);
        });

        it("is scaled out by a real autoscaler on real figures", async () => {
            const { shop, record } = stage();
            const asked = performance.now();
            await stage().up({ ...settings, remediation: "hpa" });
            const replicas = await waitFor(
                "more pods of the front-end",
                scalingSeconds,
                async () => {
                    const count = await shop.replicas("front-end");
                    return count > 1 ? count : undefined;
                },
            );
            record.add("scaled out", (performance.now() - asked) / 1000, `${replicas} replicas`);
        });

        it("leaves its results, and one recovery takes load and autoscaler away", async () => {
            const { node, record } = stage();
            const run = await loadEnd(node, namespace, durationSeconds);
            record.add("the load", undefined, figuresText(run));
            await stage().recover();
            assert.equal(await stage().shop.replicas("front-end"), 1);
        });
    });
}
