/** NetworkPolicies on a range: what kubectl applies drops packets, and deleting it heals. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { waitFor } from "../../range/controlPlane/wait";
import type { Kubectl } from "../support/range/kubectl";
import { sharedRange } from "../support/range/sharedRange";

/** Nobody may connect to payment. */
const policy = {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "payment-shut" },
    spec: { podSelector: { matchLabels: { name: "payment" } }, policyTypes: ["Ingress"] },
};

/** What orders waits for payment, less what clocks may differ by. Seconds. */
const waited = 4.9;

describe("NetworkPolicies on a range", () => {
    let kubectl: Kubectl;
    let shopUrl: string;
    let folder: string;

    before(async function () {
        this.timeout(0);
        ({ kubectl, shopUrl } = await sharedRange());
        folder = await mkdtemp(join(tmpdir(), "policies-"));
    });

    afterEach(() =>
        kubectl.shop("delete", "networkpolicy", policy.metadata.name, "--ignore-not-found"),
    );

    after(() => rm(folder, { recursive: true }));

    const order = async (): Promise<{ status: number; seconds: number }> => {
        const started = Date.now();
        const { status } = await fetch(`${shopUrl}/orders`, { method: "POST" });
        return { status, seconds: (Date.now() - started) / 1000 };
    };
    const statusOfOrders = (status: number) =>
        waitFor(`an order with ${status}`, 120, async () => {
            const answer = await order();
            return answer.status === status ? answer : undefined;
        });
    const wget = (from: string, url: string): Promise<string> =>
        kubectl.shop("exec", `deployment/${from}`, "--", "wget", "-T", "3", "-qO-", url);

    it("have orders time out while browsing goes on, and orders succeed once it is deleted", async () => {
        await statusOfOrders(201);
        const file = join(folder, "policy.json");
        await writeFile(file, JSON.stringify(policy));
        await kubectl.shop("apply", "--filename", file);

        const { seconds } = await statusOfOrders(500);
        assert.ok(seconds > waited, `${seconds} s`);
        assert.equal((await fetch(`${shopUrl}/catalogue`)).status, 200);
        assert.match(
            await kubectl.shop("logs", "deployment/orders", "--tail=20"),
            /timeout from one of the services/,
        );
        await assert.rejects(wget("orders", "http://payment/health"), /download timed out/);
        assert.match(await wget("orders", "http://user/health"), /"status":"OK"/);
        const ready = await kubectl.shop("get", "pods", "--selector=name=payment");
        assert.match(ready, /1\/1 +Running/);

        await kubectl.shop("delete", "--filename", file);
        await statusOfOrders(201);
        assert.match(await wget("orders", "http://payment/health"), /"status":"OK"/);
    });
});
