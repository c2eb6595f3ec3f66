import assert from "node:assert/strict";

import { managedBy } from "../../../shop/names";
import { mentionsOf } from "../../support/engine/mentions";
import type { Range } from "../../support/engine/range";

export function teardown(range: () => Range): void {
    describe("`pulumi destroy` of the shop", () => {
        before(() => range().settle());

        it("leaves neither namespace nor object", async () => {
            await range().dev.destroy();
            const { api, shop } = range();
            const namespace = `/api/v1/namespaces/${shop.namespace}`;
            await assert.rejects(api.get(namespace), /404/);
            const [label = ""] = Object.values(managedBy);
            // The node is the range's own, and has its label.
            const left = (await mentionsOf(api, label)).filter((one) => !one.startsWith("nodes "));
            assert.deepEqual(left, []);
            const { resources = [] } = (await range().dev.state()).deployment as {
                resources?: unknown[];
            };
            assert.deepEqual(resources, []);
        });
    });
}
