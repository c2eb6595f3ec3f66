/** What a range does with the program's stack without an engine, on a cluster that plays pods. */
import assert from "node:assert/strict";

import { renderPlan } from "../../plan/render";
import { RangeStack } from "../../range/apply/rangeStack";
import { LiveShop } from "../support/apply/liveShop";
import { claimNamespace, removeNamespace } from "../support/apply/namespaces";
import { settingsFor, sharedCluster } from "../support/apply/sharedCluster";
import type { TestCluster } from "../support/controlPlane";

const namespace = "range-stack";

describe("a range's stack", () => {
    let cluster: TestCluster;
    let shop: LiveShop;
    let stack: RangeStack;
    let healthy: { hash: string; inventory: readonly string[] };

    const state = async (): Promise<typeof healthy> => ({
        hash: await shop.hash(),
        inventory: await shop.inventory(),
    });
    const jobs = async (): Promise<readonly string[]> =>
        (await shop.inventory()).filter((name) => name.startsWith("Job "));

    before(async function () {
        cluster = await sharedCluster();
        await claimNamespace(cluster, namespace, this);
        shop = new LiveShop(cluster, namespace);
        const always = settingsFor(cluster, { namespace, nodePort: 30_017 });
        stack = new RangeStack(cluster, { always, render: renderPlan });
    });

    after(() => removeNamespace(cluster, namespace));

    it("brings up the shop, and says so until it is healthy", async () => {
        const coming = stack.bringUp();
        assert.equal(stack.isBringingUp, true);
        await coming;
        assert.deepEqual(
            [stack.isUp, stack.isBringingUp, stack.incident],
            [true, false, undefined],
        );
        healthy = await state();
    });

    it("injects, under a name that shows who did it", async () => {
        await stack.inject({ incident: "payment" });
        assert.equal(stack.incident, "payment");
        assert.equal(await shop.replicas("payment"), 0);
        assert.deepEqual(await jobs(), ["Job expiry-job-auto", "Job load-payment-job-auto"]);
        const { metadata } = await shop.deployment("payment");
        const managers = (metadata?.managedFields ?? []).map(({ manager }) => manager);
        assert.ok(managers.includes("sock-shop-range"));
    });

    it("goes to another incident by way of health: the first one's load goes first", async () => {
        await stack.inject({ incident: "hybrid", users: "10" });
        assert.equal(stack.incident, "hybrid");
        assert.equal(await shop.replicas("payment"), 1);
        assert.deepEqual(await jobs(), ["Job load-hybrid-job-auto"]);
    });

    it("recovers to the byte, also from what hands have changed", async () => {
        await shop.scale("front-end", 3);
        await stack.recover();
        assert.equal(stack.incident, undefined);
        await shop.awaitRollout();
        assert.deepEqual(await state(), healthy);
    });

    it("is where it was when an injection is refused", async () => {
        await assert.rejects(stack.inject({ incident: "hybrid", users: "0" }), /users/);
        assert.equal(stack.incident, undefined);
        assert.deepEqual(await state(), healthy);
    });

    it("is taken up by a later range, with what is left of an incident", async () => {
        await stack.inject({ incident: "payment" });
        const always = settingsFor(cluster, { namespace, nodePort: 30_017 });
        const later = new RangeStack(cluster, { always, render: renderPlan });
        await later.bringUp();
        assert.equal(await shop.replicas("payment"), 1);
        await later.inject({ incident: "payment" });
        await later.recover();
        assert.deepEqual(await state(), healthy);
    });
});
