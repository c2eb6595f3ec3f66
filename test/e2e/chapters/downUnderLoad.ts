import assert from "node:assert/strict";

import { waitFor } from "../../support/controlPlane";
import { mentionsOf } from "../../support/engine/mentions";
import { podBehaviour, type Range } from "../../support/engine/range";
import { assertLoad } from "./load";
import { awaitMoreThanTwo, frontEnd, setBusy, setIdle } from "./scaling";

/** The load does not end by itself, and the front-end has no ready pod for as long as it runs. */
const down = { ...podBehaviour, jobRunSeconds: undefined, neverReady: [frontEnd] };

export function downUnderLoad(range: () => Range): void {
    describe("a blind crash, with the front-end down for as long as the load runs", () => {
        before(async () => {
            await range().settle();
            await setBusy(range());
        });
        after(async () => {
            await setIdle(range());
            await range().plane.configurePods(podBehaviour);
        });

        it("is nowhere in the cluster by its name", async () => {
            // Events of earlier runs that were not blind stay for an hour.
            const known = await mentionsOf(range().plane.api, "crash");
            await range().inject({ incident: "crash", blind: "true" });
            await assertLoad(range(), "crash");
            assert.deepEqual(await mentionsOf(range().plane.api, "crash"), known);
        });

        it("does not hold up a remediation", async () => {
            await range().plane.configurePods(down);
            await waitFor("the front-end to be down", 30, async () =>
                (await range().shop.readyEndpoints("front-end")) === 0 ? true : undefined,
            );
            const { seconds } = await range().dev.up({ remediation: "hpa,limits" });
            assert.ok(seconds < 60, `took ${seconds} s`);
            await range().plane.configurePods({ ...down, neverReady: [] });
            await awaitMoreThanTwo(range());
            await range().plane.configurePods(down);
        });

        it("does not hold up the recovery", async () => {
            const loadGone = waitFor("the load to be gone", 60, async () =>
                (await range().shop.jobs("load")).length === 0 ? true : undefined,
            ).finally(() => range().plane.configurePods(podBehaviour));
            await Promise.all([range().recover({ remediation: "none" }), loadGone]);
            await range().assertWhole();
        });
    });
}
