import assert from "node:assert/strict";

import { exitsText, figuresText, loadEnd, loadStart } from "../../support/node/loadRun";
import { namespace, type Stage } from "../../support/node/stage";

/** Long enough for a slow host: the first kill comes 5 to 70 s after the start. */
const durationSeconds = 90;
const recoverySeconds = 90;

export function crash(stage: () => Stage): void {
    describe("Crash: the front-end is killed for memory", () => {
        it("is OOMKilled by the kernel under the load, and not before it", async () => {
            const { node, record, watch } = stage();
            const before = new Date();
            watch.takeWaits();
            await stage().up({ incident: "crash", duration: `${durationSeconds}s` });
            const start = await loadStart(node, namespace);
            const early = watch
                .exitsSince(before)
                .filter(
                    ({ finishedAt, reason }) =>
                        reason === "OOMKilled" && Date.parse(finishedAt) < start.getTime(),
                );
            const run = await loadEnd(node, namespace, durationSeconds);
            const exits = watch.exitsSince(start);
            record.add("the load", undefined, figuresText(run));
            record.add("container exits", undefined, exitsText(exits, start));
            assert.deepEqual(early, []);
            assert.ok(exits.some(({ reason }) => reason === "OOMKilled"));
            assert.ok(watch.takeWaits().includes("CrashLoopBackOff"), "it was never held back");
            assert.ok(run.totals.failures / run.totals.requests > 0.4);
        });

        it("is whole again quickly", async () => {
            const seconds = await stage().recover();
            assert.ok(seconds < recoverySeconds, `${seconds} s`);
        });
    });
}
