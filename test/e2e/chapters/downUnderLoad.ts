import assert from "node:assert/strict";

import { waitFor } from "../../../range/controlPlane/wait";
import { mentionsOf } from "../../support/engine/mentions";
import type { Range } from "../../support/engine/range";
import { assertLoad } from "./load";
import { awaitMoreThanTwo } from "./scaling";

export function downUnderLoad(range: () => Range): void {
    describe("a blind crash, with the front-end down for as long as the load runs", () => {
        before(() => range().settle());
        after(() => range().responder.letPodsCome());

        it("is nowhere in the cluster by its name", async () => {
            // Events of earlier runs that were not blind stay for an hour.
            const known = await mentionsOf(range().api, "crash");
            await range().inject({ incident: "crash", blind: "true", duration: "1h" });
            await assertLoad(range(), "crash", { durationSeconds: 3600 });
            assert.deepEqual(await mentionsOf(range().api, "crash"), known);
        });

        it("does not hold up a remediation", async () => {
            await range().responder.keepPodsFrom("front-end");
            await waitFor("the front-end to be down", 30, async () =>
                (await range().shop.readyEndpoints("front-end")) === 0 ? true : undefined,
            );
            const { seconds } = await range().dev.up({ remediation: "hpa,limits" });
            assert.ok(seconds < 60, `took ${seconds} s`);
            await range().responder.letPodsCome();
            await awaitMoreThanTwo(range());
            await range().responder.keepPodsFrom("front-end");
        });

        it("does not hold up the recovery", async () => {
            const loadGone = waitFor("the load to be gone", 60, async () =>
                (await range().shop.jobs("load")).length === 0 ? true : undefined,
            ).finally(() => range().responder.letPodsCome());
            await Promise.all([range().recover({ remediation: "none" }), loadGone]);
            await range().assertWhole();
        });
    });
}
