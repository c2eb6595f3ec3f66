import assert from "node:assert/strict";

import { waitFor } from "../../support/controlPlane";
import { exitsText, figuresText, loadEnd, loadStart, resultsOf } from "../../support/node/loadRun";
import { namespace, type Stage } from "../../support/node/stage";
import { throttlingOf } from "../../support/node/throttling";

const durationSeconds = 90;

/** What a recovery may take that replaces a pod in back-off instead of waiting it out. */
const recoverySeconds = 60;

export function hybrid(stage: () => Stage): void {
    describe("Hybrid: the front-end is killed by its own liveness probe", () => {
        it("is killed again and again, by the kubelet and not for memory", async () => {
            const { node, record, watch } = stage();
            await stage().up({ incident: "hybrid", duration: `${durationSeconds}s` });
            const start = await loadStart(node, namespace);
            // Read while its container lives: the figures go with it.
            const throttling = await waitFor("figures of the front-end's CPU", 60, async () => {
                const seen = await throttlingOf(node.api, node.nodeName);
                return seen.throttledPeriods > 0 ? seen : undefined;
            });
            record.add(
                "throttled",
                undefined,
                `${throttling.throttledPeriods} of ${throttling.periods} periods of 100 ms`,
            );
            const run = await loadEnd(node, namespace, durationSeconds);
            const exits = watch.exitsSince(start);
            record.add("the load", undefined, figuresText(run));
            record.add("container exits", undefined, exitsText(exits, start));
            assert.ok(exits.length >= 2, `${exits.length} exits`);
            assert.deepEqual([...new Set(exits.map(({ reason }) => reason))], ["Error"]);
            assert.ok(run.totals.failures / run.totals.requests > 0.4);
        });

        it("is told of in events, and leaves its results", async () => {
            const { record, watch, node } = stage();
            const since = new Date(Date.now() - (durationSeconds + 60) * 1000);
            const unhealthy = await watch.events("Unhealthy", since);
            const liveness = [...unhealthy].filter(([text]) => text.startsWith("Liveness"));
            const killing = await watch.events("Killing", since);
            const backOff = await watch.events("BackOff", since);
            const total = (counts: Iterable<readonly [string, number]>): number =>
                [...counts].reduce((sum, [, count]) => sum + count, 0);
            record.add(
                "events",
                undefined,
                `liveness failed ${total(liveness)}, killed ${total(killing)}, back-off ${total(backOff)}`,
            );
            assert.ok(total(liveness) >= 3);
            assert.ok([...killing.keys()].some((text) => text.includes("failed liveness probe")));
            // The pod of the load is gone or done; its results are not.
            assert.ok((await resultsOf(node, namespace)).totals.requests > 0);
        });

        it("is whole again quickly, whatever the back-off was", async () => {
            const [pod] = await stage().shop.pods("name=front-end");
            const waiting = pod?.status?.containerStatuses?.[0]?.state?.waiting;
            const held = waiting === undefined ? "runs" : `waits: ${waiting.message ?? ""}`;
            stage().record.add(
                "its container, beforehand",
                undefined,
                held.replace(/ restart.*/, ""),
            );
            const seconds = await stage().recover();
            assert.ok(seconds < recoverySeconds, `${seconds} s`);
        });
    });
}
