import assert from "node:assert/strict";

import { ordersFile } from "../../../live/results/decode";
import { waitFor } from "../../support/controlPlane";
import { figuresText, loadEnd, loadStart, resultFile } from "../../support/node/loadRun";
import { namespace, smallFrontEnd, type Stage } from "../../support/node/stage";

/** As short as settings allow: the fault is undone while the load is about to end. */
const expireAfterSeconds = 60;
const durationSeconds = 50;

/** Beyond its time: start of the expiry's pod, and of the new pod of payment. */
const marginSeconds = 60;

/** What the kernel lets through at once before it refuses once a second. */
const refusalBurst = 6;

export function payment(stage: () => Stage): void {
    describe("Payment: a service is gone", () => {
        let start: Date;

        it("lets no order through, by refusals that the kernel rations", async () => {
            const { node, record } = stage();
            await stage().up({
                // Not needed here, but by the next chapter: set later, without an incident, `up`
                // would wait for payment; and with one, the load would lose its first pod.
                ...smallFrontEnd,
                incident: "payment",
                duration: `${durationSeconds}s`,
                expireAfter: `${expireAfterSeconds}s`,
            });
            start = await loadStart(node, namespace);
            assert.equal(await stage().shop.replicas("payment"), 0);
            const run = await loadEnd(node, namespace, durationSeconds);
            record.add("the load", undefined, figuresText(run));
            const failed = (await resultFile(node, namespace, ordersFile)) ?? "";
            const count = (text: string): number => failed.split(text).length - 1;
            const refused = count("unspecified IO error");
            const silent = count("timeout from one of the services");
            record.add("orders", undefined, `${refused} refused, ${silent} timed out after 5 s`);
            assert.equal(run.orders?.placed ?? 0, 0, "orders were placed without payment");
            assert.ok(refused > 0 && silent > 0, failed);
            assert.ok(refused <= refusalBurst + durationSeconds * 1.5, `${refused} refusals`);
        });

        it("is healed by the cluster itself when its time is up", async () => {
            const { shop, record } = stage();
            await waitFor("payment to be healed", expireAfterSeconds + marginSeconds, async () =>
                (await shop.replicas("payment")) === 1 ? true : undefined,
            );
            const seconds = (Date.now() - start.getTime()) / 1000;
            record.add(`healed by the expiry (${expireAfterSeconds} s)`, seconds);
            assert.ok(seconds < expireAfterSeconds + marginSeconds, `${seconds} s`);
        });

        it("is recovered from; the new pod turns Ready 180 s after its start", async () => {
            // The next chapter needs no payment, and proves in the end that it is back.
            await stage().recoverOnly(smallFrontEnd);
        });
    });
}
