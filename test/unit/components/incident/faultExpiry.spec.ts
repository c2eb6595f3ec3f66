import assert from "node:assert/strict";

import type { ClusterReader } from "../../../../components/incident/clusterState";
import { identityOf } from "../../../../components/incident/identity";
import { deltaOf } from "../../../../plan/delta";
import { titleOf } from "../../../../plan/inventory";
import { emptyCluster, offlineWorld } from "../../../../plan/offlineWorld";
import type { Plan } from "../../../../plan/plan";
import { renderPlan } from "../../../../plan/render";
import { at, resourceNamed } from "../../../support/planAccess";

/** A plan in a cluster where payment's first run is on, and its expiry has healed already or not. */
function planned(
    hasExpired: boolean,
    values: Readonly<Record<string, string>>,
    stack = "dev",
): Promise<Plan> {
    const cluster: ClusterReader = {
        ...emptyCluster,
        hasExpired: () => Promise.resolve(hasExpired),
        incidentLeases: () =>
            Promise.resolve([{ ...identityOf(stack, "payment", false), run: "1" }]),
    };
    const world = { ...offlineWorld, connect: () => cluster };
    return renderPlan({ incident: "payment", run: "1", ...values }, { world, stack });
}

const replicas = (plan: Plan): unknown =>
    at(resourceNamed(plan, "sock-shop-payment-deployment").inputs, "spec.replicas");

describe("a fault that its expiry has undone", () => {
    it("is not set again by a later update of the same run: nothing would end it", async () => {
        assert.equal(replicas(await planned(false, {})), 0);
        assert.equal(replicas(await planned(true, { remediation: "limits" })), 1);
    });

    it("leaves its expiry and its load as they are", async () => {
        const [before, after] = [await planned(false, {}), await planned(true, {})];
        const { added, changed, removed } = deltaOf(before, after);
        assert.deepEqual([added, removed], [[], []]);
        assert.deepEqual(
            changed.map(({ resource }) => titleOf(resource)),
            ["Deployment payment"],
        );
    });

    it("comes back with a new run", async () => {
        assert.equal(replicas(await planned(true, { run: "2" })), 0);
    });

    it("loses its patch in an incident's own stack", async () => {
        const patches = async (hasExpired: boolean): Promise<number> => {
            const plan = await planned(hasExpired, { baseStack: "dev" }, "payment");
            return plan.resources.filter(({ type }) => type.endsWith("DeploymentPatch")).length;
        };
        assert.deepEqual([await patches(false), await patches(true)], [1, 0]);
    });
});

describe("plans", () => {
    it("may be refused and made in any order, without one disturbing the next", async () => {
        for (let round = 0; round < 5; round += 1) {
            await assert.rejects(renderPlan({ incident: "bad" }), /Nothing was touched/);
            const { resources } = await renderPlan();
            assert.equal(resources.filter(({ isComponent }) => !isComponent).length, 35);
        }
    });
});
