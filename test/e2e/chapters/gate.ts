import assert from "node:assert/strict";

import { declaredKeys } from "../../../components/settings/declaration";
import { waitFor } from "../../../range/controlPlane/wait";
import type { Range } from "../../support/engine/range";
import { changesIn } from "../../support/engine/update";

export function gate(range: () => Range): void {
    const fallIll = async (): Promise<void> => {
        await range().responder.keepPodsFrom("catalogue");
        await waitFor("the catalogue to be down", 30, async () =>
            (await range().shop.podTroubles()).length > 0 ? true : undefined,
        );
    };

    describe("the gate before an injection", () => {
        beforeEach(async () => {
            await range().settle();
            await fallIll();
        });
        after(() => range().responder.letPodsCome());

        it("waits for a shop that is not healthy, and injects once it is", async () => {
            let said = "";
            const onOutput = (text: string): void => {
                said += text;
            };
            const injected = range().inject({ incident: "latency" }, range().dev, { onOutput });
            injected.catch(() => undefined);
            await waitFor("word of what it waits for", 120, () =>
                /waiting for a healthy shop.*catalogue/.test(said) ? true : undefined,
            );
            // Some looks more, and it still waits.
            await new Promise((resolve) => setTimeout(resolve, 6_000));
            assert.deepEqual(await range().shop.names("Lease"), []);
            await range().responder.letPodsCome();
            await injected;
            await range().recover();
            await range().assertWhole();
        });

        it("gives up after gateTimeout with nothing touched, and names what is down", async function () {
            if (!("gateTimeout" in declaredKeys)) {
                this.skip();
            }
            const { dev, shop, record } = range();
            const before = await shop.fingerprint();
            const { update, message } = await dev.refused({
                incident: "latency",
                gateTimeout: "10s",
            });
            assert.match(message, /catalogue: 0 of 1 pods Ready.*gate off/);
            record.refusal(message);
            assert.deepEqual(changesIn(update.steps), []);
            assert.deepEqual(await shop.fingerprint(), before);
        });

        it("injects at once with gate=off, and is recovered from while the shop is ill", async () => {
            await range().inject({ incident: "latency", gate: "off" });
            await range().recover();
            assert.deepEqual(await range().shop.differencesFrom(range().baseline), []);
        });
    });
}
