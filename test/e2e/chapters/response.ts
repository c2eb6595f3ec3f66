import assert from "node:assert/strict";

import { selectorLabels } from "../../../shop/names";
import { waitFor } from "../../support/controlPlane";
import type { Range } from "../../support/engine/range";
import { watchScaling } from "../../support/engine/scalingWatch";
import { changesIn, type Update } from "../../support/engine/update";
import { assertLoad, loadJob } from "./load";
import { awaitMoreThanTwo } from "./scaling";

/** The load outlasts all that is done meanwhile. */
const duration = "1h";

/** Fixes in mid-incident, as the runbooks have them: what they do to the rollout, and to the load. */
export function response(range: () => Range): void {
    const pods = (): Promise<readonly string[]> => range().shop.podsOf("front-end");
    const jobs = async (): Promise<readonly unknown[]> =>
        (await Promise.all(["load", "expiry"].map((role) => range().shop.jobs(role))))
            .flat()
            .map(({ metadata }) => metadata?.uid);
    /** The deployed things that an update changed, like `update front-end`. */
    const changed = ({ steps }: Update): readonly string[] =>
        changesIn(steps).map(({ op, urn }) => `${op} ${urn.split("::").at(-1) ?? ""}`);
    /** Until there are so many pods, all of them Ready and none of the old ones. */
    const settled = (count: number, gone: readonly string[] = []): Promise<readonly string[]> =>
        waitFor(`${count} pods of the front-end`, 90, async () => {
            const now = await pods();
            const ready = await range().shop.readyEndpoints("front-end");
            const isNew = now.every((name) => !gone.includes(name));
            return now.length === count && ready === count && isNew ? now : undefined;
        });
    const frontEnd = "update sock-shop-front-end-deployment";

    describe("a response to hybrid", () => {
        let load: readonly unknown[];
        let original: readonly string[];

        before(async () => {
            await range().settle();
            await range().inject({ incident: "hybrid", duration });
            load = await jobs();
            original = await pods();
        });
        it("is previewed as a change of the front-end alone", async () => {
            const update = await range().dev.preview({ remediation: "replicas" });
            assert.deepEqual(changed(update), [frontEnd]);
        });

        it("replicas: adds pods, and leaves the one that there is, and the load, alone", async () => {
            const update = await range().dev.up({ remediation: "replicas" });
            assert.deepEqual(changed(update), [frontEnd]);
            const now = await settled(3);
            assert.ok(original.every((name) => now.includes(name)));
            assert.deepEqual(await jobs(), load);
            await assertLoad(range(), "hybrid", { durationSeconds: 3600 });
        });

        it("limits with replicas: a changed limit replaces every pod, one after the other", async () => {
            const old = await pods();
            const update = await range().dev.up({ remediation: "limits,replicas" });
            assert.deepEqual(changed(update), [frontEnd]);
            await settled(3, old);
            assert.deepEqual(await jobs(), load);
        });

        it("none: takes the fix back, and the incident goes on", async () => {
            await range().dev.up({ remediation: "none" });
            original = await settled(1);
            assert.deepEqual(await jobs(), load);
        });

        it("replicas with restart: meets the count by old pods first, then replaces them", async () => {
            const { config, dev, shop } = range();
            const watch = await watchScaling(config, shop.namespace, selectorLabels("front-end"));
            const update = await dev.up({ remediation: "replicas,restart" });
            assert.deepEqual(changed(update), [frontEnd]);
            await settled(3, original);
            // The simulated cluster does the same: test/unit/twin/controllers/rollout.spec.ts.
            assert.deepEqual(watch.stop(), [
                "A 1 -> 3",
                "B 0 -> 1",
                "A 3 -> 2",
                "B 1 -> 2",
                "A 2 -> 1",
                "B 2 -> 3",
                "A 1 -> 0",
            ]);
            assert.deepEqual(await jobs(), load);
        });

        it("replicas with restart: restarts once, not with every `up`", async () => {
            const now = await pods();
            const update = await range().dev.up();
            assert.deepEqual(changed(update), []);
            assert.deepEqual(await pods(), now);
        });

        it("hpa: adds pods as it scales, and leaves those that there are alone", async () => {
            await range().dev.up({ remediation: "none" });
            const [one] = await settled(1);
            const update = await range().dev.up({ remediation: "hpa" });
            assert.ok(changed(update).every((step) => !step.includes("load")));
            await awaitMoreThanTwo(range());
            assert.ok((await pods()).includes(one ?? ""));
            assert.deepEqual(await jobs(), load);
        });

        it("is recovered from together with the incident, to the byte", async () => {
            await range().recover({ remediation: "none" });
            await range().assertWhole();
        });
    });

    describe("restore", () => {
        const endpoints = (count: number): Promise<true> =>
            waitFor(`${count} endpoints of payment`, 60, async () =>
                (await range().shop.readyEndpoints("payment")) === count ? true : undefined,
            );

        before(() => range().settle());

        it("gives payment back while load and expiry go on, and the expiry finds nothing to do", async () => {
            await range().inject({ incident: "payment", duration });
            await endpoints(0);
            const running = await jobs();
            const update = await range().dev.up({ remediation: "restore" });
            assert.deepEqual(changed(update), ["update sock-shop-payment-deployment"]);
            await endpoints(1);
            assert.deepEqual(await jobs(), running);
            const fixed = await range().shop.specs();
            await range().expire();
            assert.deepEqual(await range().shop.differencesFrom(fixed), []);
            assert.equal((await loadJob(range())).status?.active, 1);
        });

        it("left in the stack file, is ignored by the recovery, which says so", async () => {
            const { warnings } = await range().recover();
            assert.match(warnings.join(), /remediation has restore but there is no incident/);
            await range().assertWhole();
            range().forgetSettings();
        });

        it("gives crash its memory and its probes back, and replaces the pod", async () => {
            await range().inject({ incident: "crash", duration });
            const [old = ""] = await settled(1);
            const update = await range().dev.up({ remediation: "restore" });
            assert.deepEqual(changed(update), [frontEnd]);
            await settled(1, [old]);
            const { spec } = await range().shop.deployment("front-end");
            const [container] = spec?.template.spec?.containers ?? [];
            assert.equal(container?.resources?.limits?.memory, "1000Mi");
            assert.equal(container.livenessProbe?.failureThreshold, 3);
            await range().recover({ remediation: "none" });
            await range().assertWhole();
        });

        it("takes the fault of payment's own stack away from there, and leaves its load", async () => {
            const stack = await range().stack("payment");
            await range().inject({ duration }, stack);
            await endpoints(0);
            const running = await jobs();
            const update = await stack.up({ remediation: "restore" });
            assert.deepEqual(changed(update), ["delete fault-payment-patch"]);
            await endpoints(1);
            assert.deepEqual(await jobs(), running);
            await stack.destroy();
            await range().assertWhole();
        });
    });
}
