import assert from "node:assert/strict";

import { autoscalerTimingAt } from "../../../range/controlPlane/options";
import { type Range, speed } from "../../support/engine/range";
import { changesIn } from "../../support/engine/update";
import { awaitMoreThanTwo } from "./scaling";

export function remediation(range: () => Range): void {
    const limitsOf = async (service: string): Promise<unknown> => {
        const { spec } = await range().shop.deployment(service);
        return spec?.template.spec?.containers[0]?.resources?.limits;
    };

    describe("remediation of the healthy shop", () => {
        before(async () => {
            await range().settle();
            await range().visitors.come();
        });
        after(() => range().visitors.leave());

        it("hpa scales the front-end, and a further `up` does not scale it back", async () => {
            await range().dev.up({ remediation: "hpa" });
            const replicas = await awaitMoreThanTwo(range());
            const update = await range().dev.up();
            assert.deepEqual(changesIn(update.steps), []);
            assert.ok(((await range().shop.replicas("front-end")) ?? 0) >= replicas);
        });

        it("hpa is off again after one `up`, and the shop at its baseline", async () => {
            await range().dev.up({ remediation: "none" });
            await range().visitors.leave();
            await range().assertWhole();
            // Two more periods of the autoscaler's controller: nothing comes after.
            const { syncPeriodSeconds } = autoscalerTimingAt(speed);
            await new Promise((resolve) => setTimeout(resolve, 2 * syncPeriodSeconds * 1000));
            await range().assertWhole();
        });

        it("limits, then replicas, then both limits and hpa, then nothing", async () => {
            const { dev, shop } = range();
            await dev.up({ remediation: "limits" });
            assert.deepEqual(await limitsOf("front-end"), { cpu: "400m", memory: "1300Mi" });
            await dev.up({ remediation: "replicas" });
            assert.deepEqual(await limitsOf("front-end"), { cpu: "300m", memory: "1000Mi" });
            assert.equal(await shop.replicas("front-end"), 3);
            await dev.up({ remediation: "hpa,limits" });
            assert.deepEqual(await limitsOf("front-end"), { cpu: "400m", memory: "1300Mi" });
            assert.deepEqual(await shop.names("HorizontalPodAutoscaler"), ["front-end-hpa"]);
            await dev.up({ remediation: "none" });
            await range().assertWhole();
        });
    });
}
