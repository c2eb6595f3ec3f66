import assert from "node:assert/strict";

import { waitFor } from "../../../range/controlPlane/wait";
import type { Range } from "../../support/engine/range";
import { changesIn } from "../../support/engine/update";
import { assertLoad } from "./load";

export function payment(range: () => Range): void {
    const endpoints = (count: number): Promise<true> =>
        waitFor(`${count} endpoints of payment`, 60, async () =>
            (await range().shop.readyEndpoints("payment")) === count ? true : undefined,
        );

    describe("payment, healed meanwhile by the cluster and by hand", () => {
        before(() => range().settle());

        it("is injected: the service has no endpoint, and `up` is back while the load runs", async () => {
            await endpoints(1);
            await range().inject({ incident: "payment" });
            await assertLoad(range(), "payment");
            await endpoints(0);
        });

        it("stays healed under a plain `up` once the expiry has healed it", async () => {
            await range().expire();
            await endpoints(1);
            const update = await range().dev.up();
            assert.deepEqual(changesIn(update.steps), []);
            assert.equal(await range().shop.replicas("payment"), 1);
        });

        it("is down again under a new `run`", async () => {
            await range().inject({ run: "second", expireAfter: "1m" });
            await endpoints(0);
        });

        it("stays healed once that run's expiry has ended, also under what would make it anew", async () => {
            await waitFor("the expiry to end", 180, async () => {
                const [job] = await range().shop.jobs("expiry");
                return (job?.status?.succeeded ?? 0) > 0 || undefined;
            });
            await range().dev.save("expireAfter", "2h");
            const undone = changesIn((await range().dev.up()).steps);
            assert.deepEqual(
                undone.map(({ op, type }) => [op, type]),
                [["update", "kubernetes:apps/v1:Deployment"]],
            );
            assert.deepEqual(changesIn((await range().dev.up()).steps), []);
            await endpoints(1);
        });

        it("is recovered from after a responder scaled it, with users=abc saved", async () => {
            await range().responder.scale("payment", 2);
            await range().dev.save("users", "abc");
            const { warnings } = await range().recover();
            assert.match(warnings.join("\n"), /users is set but there is no incident; ignored/);
            await range().assertWhole();
            await endpoints(1);
        });
    });
}
