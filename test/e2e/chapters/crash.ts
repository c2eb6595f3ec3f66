import assert from "node:assert/strict";

import type { Range } from "../../support/engine/range";
import { assertLoad } from "./load";

export function crash(range: () => Range): void {
    describe("crash, and hands in the shop meanwhile", () => {
        before(() => range().settle());

        it("is injected, with `up` back while the load runs", async () => {
            await range().inject({ incident: "crash" });
            await assertLoad(range(), "crash");
            const { spec } = await range().shop.deployment("front-end");
            const [container] = spec?.template.spec?.containers ?? [];
            assert.equal(container?.resources?.limits?.memory, "144Mi");
            assert.equal(container.resources.requests?.memory, "144Mi");
            assert.equal(container.livenessProbe?.failureThreshold, 40);
            assert.equal(container.readinessProbe?.failureThreshold, 40);
            assert.equal((await range().shop.jobs("expiry")).length, 1);
        });

        it("is recovered from to the byte after edits by hand of all kinds", async () => {
            const { responder, shop, baseline } = range();
            await responder.edit("catalogue", { resources: { limits: { cpu: "777m" } } });
            await responder.edit("front-end", { resources: { limits: { memory: "2Gi" } } });
            await responder.edit("orders", { env: [{ name: "DEBUG", value: "1" }] });
            await responder.edit("user", { image: "example.invalid/user:hotfix" });
            await responder.restart("carts");
            await responder.scale("shipping", 3);
            assert.notDeepEqual(await shop.differencesFrom(baseline), []);
            await range().recover();
            await range().assertWhole();
        });
    });
}
