import assert from "node:assert/strict";

import { DatadogStage } from "../../support/engine/datadogStage";
import type { LiveSpecs } from "../../support/engine/liveShop";
import type { Range } from "../../support/engine/range";
import { changesIn, FailedUpdate } from "../../support/engine/update";

const keyNames = ["apiKey", "appKey"] as const;

/** Everything of Datadog's, by where it is in the program. */
const datadogResources = "**sockshop:observability**";

export function datadogTrouble(range: () => Range): void {
    describe("trouble with Datadog", () => {
        let stage: DatadogStage;

        before(async function () {
            if (range().engine.withoutDatadog !== undefined) {
                this.skip();
            }
            await range().settle();
            stage = await DatadogStage.open(range().record, range().dev);
            await stage.configure();
        });
        after(async () => {
            range().forgetSettings();
            await (stage as DatadogStage | undefined)?.close();
        });

        afterEach(() => stage.standIn.comeBack());

        for (const name of keyNames) {
            it(`a wrong ${name} is refused before anything is touched`, async () => {
                stage.standIn.keys = { ...stage.keys, [name]: "another" };
                const { update, message } = await range().dev.refused({
                    observability: "resources",
                });
                stage.standIn.keys = stage.keys;
                assert.match(message, new RegExp(`datadog:${name} is refused`));
                assert.deepEqual(changesIn(update.steps), []);
                assert.deepEqual(stage.standIn.account.holdings, {});
                await range().assertWhole();
            });
        }

        it("an API that fails half-way leaves what was made, and the second `up` makes the rest", async () => {
            stage.standIn.fail({
                method: "POST",
                path: /\/(monitor|slo|dashboard)$/,
                after: 12,
                answer: "broken",
            });
            await assert.rejects(stage.up(), FailedUpdate);
            stage.note("after an `up` whose connections broke half-way");
            const half = Object.values(stage.standIn.account.holdings);
            assert.ok(half.length > 0);
            stage.standIn.heal();
            await stage.up();
            stage.note("after the second `up`");
            const names = [...stage.standIn.account.monitors.values()].map(({ name }) => name);
            assert.equal(new Set(names).size, names.length, "a monitor was made twice");
            const again = await stage.up();
            assert.deepEqual(changesIn(again.steps), []);
        });

        // Observed, the front-end carries an annotation for the agent: another shop than without.
        let observed: LiveSpecs;
        const assertRecovered = async (): Promise<void> => {
            assert.deepEqual(await range().shop.differencesFrom(observed), []);
            await range().awaitPods();
        };

        it("Datadog away in mid-incident does not stop a recovery, of hand edits neither", async () => {
            observed = await range().shop.specs();
            await range().inject({ incident: "payment" });
            await range().responder.scale("carts", 2);
            await stage.standIn.goDown();
            // A refresh asks after everything, also after what is not there to answer.
            await assert.rejects(range().recover(), FailedUpdate);
            const { warnings } = await range().dev.up(
                { incident: "none" },
                { refresh: true, exclude: [datadogResources] },
            );
            assert.match(warnings.join("\n"), /Datadog fails.*The recovery goes on all the same/s);
            await assertRecovered();
        });

        it("nor without a refresh", async () => {
            await range().inject({ incident: "payment" });
            await stage.standIn.goDown();
            await range().dev.up({ incident: "none" });
            await assertRecovered();
        });

        it("and once it is back, nothing is missing or twice; switched off, nothing is left", async () => {
            const update = await stage.up();
            assert.deepEqual(changesIn(update.steps), []);
            await range().dev.up({ observability: "none" });
            assert.deepEqual(stage.standIn.account.holdings, {});
            stage.assertNoKey();
            await range().assertWhole();
        });
    });
}
