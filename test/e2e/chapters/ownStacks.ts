import assert from "node:assert/strict";

import { waitFor } from "../../../range/controlPlane/wait";
import { incidents } from "../../../pages/cells";
import { mentionsOf } from "../../support/engine/mentions";
import type { Range } from "../../support/engine/range";
import { assertLoad } from "./load";

/** With these nothing in the cluster may say the name, which is also that of the stack. */
const blind = ["hybrid", "latency"];

export function ownStacks(range: () => Range): void {
    describe("an incident in a stack of its own", () => {
        before(() => range().settle());

        for (const incident of incidents.filter((name) => name !== "none")) {
            it(`${blind.includes(incident) ? `blind ${incident}` : incident} comes with \`up -s ${incident}\` and goes with \`destroy\``, async () => {
                const stack = await range().stack(incident);
                const isBlind = blind.includes(incident);
                // Events of earlier runs that were not blind stay for an hour.
                const known = await mentionsOf(range().api, incident);
                const { outputs } = await range().inject(isBlind ? { blind: "true" } : {}, stack);
                assert.equal(outputs.recover, `pulumi destroy -s ${incident}`);
                await assertLoad(range(), incident);
                if (incident === "payment") {
                    await waitFor("payment to be away", 30, async () =>
                        (await range().shop.readyEndpoints("payment")) === 0 ? true : undefined,
                    );
                }
                if (isBlind) {
                    assert.deepEqual(await mentionsOf(range().api, incident), known);
                }
                await stack.destroy();
                await range().assertWhole();
            });
        }
    });
}
