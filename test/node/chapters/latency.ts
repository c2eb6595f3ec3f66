import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

import { waitFor } from "../../support/controlPlane";
import { exitsText, figuresText, loadEnd, loadStart, p95Of } from "../../support/node/loadRun";
import { namespace, smallFrontEnd, type Stage } from "../../support/node/stage";

/** Until the load has found its level, and until the autoscaler is switched on; and to the end. */
const foundSeconds = 110;
const slowSeconds = 150;
const durationSeconds = 200;

/**
 * Bounds of the 95th percentile, in seconds: the incident's own, but for a fifth at the lower one,
 * because a run that is this short is still on its way.
 */
const p95Seconds = { least: 0.8, most: 2.5 };

/** Two rounds of the metrics API and one of the autoscaler, and some. */
const scalingSeconds = 75;

export function latency(stage: () => Stage): void {
    // Payment may not be back yet, and is not needed here.
    const settings = {
        ...smallFrontEnd,
        incident: "latency",
        duration: `${durationSeconds}s`,
        gate: "off",
    };

    describe("Latency: slow, and alive", () => {
        let start: Date;

        it("is slow for its users, and no container ends", async () => {
            const { node, record, watch } = stage();
            await stage().up(settings);
            start = await loadStart(node, namespace);
            await sleep(start.getTime() + slowSeconds * 1000 - Date.now());
            const exits = watch.exitsSince(start);
            record.add(`container exits in ${slowSeconds} s`, undefined, exitsText(exits, start));
            assert.deepEqual(exits, []);
        });

        it("is scaled out to its minimum by a real autoscaler", async () => {
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

        it("found its level, and one recovery takes load and autoscaler away", async () => {
            const { node, record } = stage();
            const run = await loadEnd(node, namespace, durationSeconds);
            record.add("the load", undefined, figuresText(run));
            const p95 = await p95Of(node, namespace, foundSeconds, slowSeconds);
            const span = `T+${foundSeconds} to ${slowSeconds} s`;
            record.add(`95th percentile, ${span}`, undefined, `${p95.toFixed(2)} s`);
            await stage().recover();
            assert.equal(await stage().shop.replicas("front-end"), 1);
            assert.ok(p95 >= p95Seconds.least && p95 <= p95Seconds.most, `${p95} s`);
        });
    });
}
