import assert from "node:assert/strict";

import { waitFor } from "../../../range/controlPlane/wait";
import type { Range } from "../../support/engine/range";
import { changesIn } from "../../support/engine/update";
import { assertLoad, loadJob } from "./load";
import { expectScaling } from "./scaling";

export function latency(range: () => Range): void {
    describe("latency, to its end and again", () => {
        before(() => range().settle());

        it("is injected, with `up` back while the load runs", async () => {
            await range().inject({ incident: "latency" });
            await assertLoad(range(), "latency");
        });

        it("has nothing to do for an `up` when its load is over", async () => {
            await waitFor("the load to be over", 180, async () =>
                (await loadJob(range())).status?.succeeded === 1 ? true : undefined,
            );
            const update = await range().dev.up();
            assert.deepEqual(changesIn(update.steps), []);
        });

        it("runs again under a new `run`", async () => {
            const before = await loadJob(range());
            await range().inject({ run: "again" });
            const after = await loadJob(range());
            assert.notEqual(after.metadata?.uid, before.metadata?.uid);
        });

        it("lets `kubectl autoscale` act: the front-end really scales", async () => {
            await expectScaling(range(), { name: "front-end", maxReplicas: 6, cpuUtilization: 50 });
        });

        it("is recovered from although a mistyped key is saved in the stack file", async () => {
            await range().dev.save("durration", "5m");
            const { warnings } = await range().recover();
            assert.match(warnings.join("\n"), /durration.*no such key/);
            await range().assertWhole();
        });
    });
}
