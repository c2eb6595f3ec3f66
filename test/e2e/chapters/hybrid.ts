import assert from "node:assert/strict";

import { waitFor } from "../../../range/controlPlane/wait";
import { watchLoadPods } from "../../support/engine/podWatch";
import type { Range } from "../../support/engine/range";
import { changesIn } from "../../support/engine/update";
import { assertLoad, loadJob } from "./load";
import { expectScaling } from "./scaling";

export function hybrid(range: () => Range): void {
    describe("hybrid, and other plans meanwhile", () => {
        before(() => range().settle());

        it("is injected, with `up` back while the load runs", async () => {
            const { outputs } = await range().inject({ incident: "hybrid" });
            await assertLoad(range(), "hybrid");
            assert.equal(outputs.incident, "hybrid");
            assert.equal(outputs.recover, "pulumi up --refresh -s dev -c incident=none");
            const start = (await loadJob(range())).status?.startTime;
            const seconds =
                (Date.parse(String(outputs.expectedEnd)) - Number(new Date(String(start)))) / 1000;
            assert.equal(seconds, 480);
        });

        it("has its users changed: the old load is gone before the new one starts", async () => {
            const watch = await watchLoadPods(range().config, range().shop.namespace);
            await range().inject({ users: "900" });
            await assertLoad(range(), "hybrid", { users: 900 });
            const order = watch.stop();
            const [first, second] = [...new Set(order.map(({ pod }) => pod))];
            const at = (what: string, pod?: string): number =>
                order.findIndex((event) => event.what === what && event.pod === pod);
            assert.ok(at("gone", first) >= 0, "the old load is still there");
            assert.ok(at("gone", first) < at("there", second), JSON.stringify(order));
        });

        it("lets a responder scale: a plain `up` of the same settings leaves that alone", async () => {
            await range().responder.scale("front-end", 4);
            const update = await range().dev.up();
            assert.deepEqual(changesIn(update.steps), []);
            assert.equal(await range().shop.replicas("front-end"), 4);
        });

        it("refuses another incident in its place", async () => {
            const { message } = await range().dev.refused({ incident: "latency" });
            assert.match(message, /incident hybrid is still active in this stack. Recover first/);
            range().record.refusal(message);
            await assertLoad(range(), "hybrid", { users: 900 });
        });

        it("refuses another stack's incident beside it", async () => {
            const payment = await range().stack("payment");
            const { message } = await payment.refused({});
            assert.match(message, /stack dev has incident hybrid active.*overlap true/);
            range().record.refusal(message);
            assert.equal(await range().shop.readyEndpoints("payment"), 1);
        });

        it("lets it in with overlap=true, and outlives it", async () => {
            const payment = await range().stack("payment");
            await payment.up({ overlap: "true" });
            await waitFor("payment to be away", 30, async () =>
                (await range().shop.readyEndpoints("payment")) === 0 ? true : undefined,
            );
            assert.equal((await range().shop.names("Lease")).length, 2);
            await payment.destroy();
            assert.deepEqual(await range().shop.names("Lease"), ["incident"]);
            await assertLoad(range(), "hybrid", { users: 900 });
        });

        it("lets the guide's autoscaler act: the front-end really scales", async () => {
            await expectScaling(range(), {
                name: "front-end-hpa",
                maxReplicas: 10,
                cpuUtilization: 70,
            });
        });

        it("is recovered from, whatever overrides are left in the stack file", async () => {
            const { warnings } = await range().recover({ spawnRate: "77" });
            assert.match(warnings.join("\n"), /users is set but there is no incident; ignored/);
            assert.match(warnings.join("\n"), /pulumi config rm spawnRate/);
            await range().assertWhole();
        });
    });
}
