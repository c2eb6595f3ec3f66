import assert from "node:assert/strict";

import { serviceNames } from "../../../shop/services";
import { waitFor } from "../../support/controlPlane";
import { namespace, type Stage } from "../../support/node/stage";

/** From the plan applied to the last pod Ready; 180 s of it are readiness delays. */
const readySeconds = 360;

export function healthyShop(stage: () => Stage): void {
    describe("The healthy shop", () => {
        it("becomes Ready from the plan, unchanged", async () => {
            const started = performance.now();
            await stage().up({});
            const seconds = (performance.now() - started) / 1000;
            const pods = await stage().shop.pods(`name in (${serviceNames.join(",")})`);
            assert.equal(pods.length, serviceNames.length);
            const restarts = pods.flatMap(({ status }) => status?.containerStatuses ?? []);
            const restarted = restarts
                .filter(({ restartCount }) => restartCount > 0)
                .map(({ name, restartCount }) => `${name} ${restartCount}`);
            const seen = `${pods.length} pods; restarts: ${restarted.join(", ") || "none"}`;
            stage().record.add("all pods Ready", seconds, seen);
            assert.ok(seconds < readySeconds, `${seconds} s`);
        });

        it("answers through the API server, and is remembered", async () => {
            const path = `/api/v1/namespaces/${namespace}/services/front-end/proxy/catalogue`;
            const { api } = stage().node;
            // Ready is not yet reachable: the first answer may be the front-end's word that it got none.
            await waitFor("the catalogue", 60, async () => {
                const socks = await api.get(path);
                assert.equal((socks as readonly unknown[]).length, 9, JSON.stringify(socks));
                return true;
            });
            await stage().takeSnapshot();
        });

        it("has its use of CPU and memory measured by a real metrics API", async () => {
            const path = `/apis/metrics.k8s.io/v1beta1/namespaces/${namespace}/pods`;
            const items = await waitFor("the metrics API", 90, async () => {
                const list = (await stage().node.api.get(path)) as { items: unknown[] };
                return list.items.length >= serviceNames.length ? list.items : undefined;
            });
            stage().record.add("the metrics API measures", undefined, `${items.length} pods`);
        });
    });
}
