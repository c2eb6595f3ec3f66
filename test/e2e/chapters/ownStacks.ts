import assert from "node:assert/strict";

import { waitFor } from "../../../range/controlPlane/wait";
import { scenarios } from "../../../scenarios/registry";
import { mentionsOf } from "../../support/engine/mentions";
import type { Range } from "../../support/engine/range";
import { changesIn } from "../../support/engine/update";
import { assertLoad } from "./load";

/** One incident of each way in which a stack brings one: load alone, a patch, an object of its own. */
const played = ["crash", "latency", "payment", "service", "autoscaler", "gateway"];

/** With this one nothing in the cluster may say the name, which is also that of the stack. */
const blind = ["latency"];

/** A load of three minutes is over in eighteen seconds of a range's, before a slow `up` is back. */
const [duration, durationSeconds] = ["20m", 1200] as const;

export function ownStacks(range: () => Range): void {
    describe("an incident in a stack of its own", () => {
        before(() => range().settle());

        for (const incident of Object.keys(scenarios).filter((name) => !played.includes(name))) {
            it(`${incident} would come with \`up -s ${incident}\`, beside the shop and not in it`, async () => {
                const stack = await range().stack(incident);
                const { steps } = await stack.preview({});
                const changes = changesIn(steps);
                assert.deepEqual(
                    changes.filter(({ op }) => op !== "create"),
                    [],
                );
                assert.ok(changes.some(({ type }) => type === "kubernetes:batch/v1:Job"));
                await range().assertWhole();
            });
        }

        for (const incident of played) {
            it(`${blind.includes(incident) ? `blind ${incident}` : incident} comes with \`up -s ${incident}\` and goes with \`destroy\``, async () => {
                const stack = await range().stack(incident);
                const isBlind = blind.includes(incident);
                // Events of earlier runs that were not blind stay for an hour.
                const known = await mentionsOf(range().api, incident);
                const values = { duration, ...(isBlind && { blind: "true" }) };
                const { outputs } = await range().inject(values, stack);
                assert.equal(outputs.recover, `pulumi destroy -s ${incident}`);
                await assertLoad(range(), incident, { durationSeconds });
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
