import assert from "node:assert/strict";

import type { OpType } from "@pulumi/pulumi/automation";

import { type Delta, deltaOf } from "../../../plan/delta";
import type { PlannedResource } from "../../../plan/plan";
import { renderPlan } from "../../../plan/render";
import { incidents } from "../../../pages/cells";
import type { Range } from "../../support/engine/range";
import { changesIn, isDeployed, type Step } from "../../support/engine/update";

/**
 * Steps as the plan foretells them, one line each. By type and name: the URNs of mocks name only
 * the nearest parent's type, the engine's all of them.
 */
function foretold({ added, changed, removed }: Delta): readonly string[] {
    const lines = (op: OpType, resources: readonly PlannedResource[]): readonly string[] =>
        resources
            .filter(({ type }) => isDeployed(type))
            .map(({ type, name }) => line(op, type, name));
    return [
        ...lines("create", added),
        ...lines(
            "update",
            changed.map(({ resource }) => resource),
        ),
        ...lines("delete", removed),
    ].sort();
}

function taken(steps: readonly Step[]): readonly string[] {
    return changesIn(steps)
        .map(({ op, type, urn }) => line(op, type, urn.split("::").at(-1) ?? ""))
        .sort();
}

function line(op: OpType, type: string, name: string): string {
    return `${op} ${type} ${name}`;
}

export function healthyShop(range: () => Range): void {
    describe("the healthy shop", () => {
        it("comes up as planned, with all pods Ready", async () => {
            const nothing = { resources: [], outputs: {} };
            const plan = foretold(deltaOf(nothing, await renderPlan()));
            const update = await range().bringUp();
            assert.deepEqual(taken(update.steps), plan);
            await range().assertWhole();
        });

        it("is not changed by a second `up`", async () => {
            const update = await range().dev.up();
            assert.deepEqual(taken(update.steps), []);
        });

        for (const incident of incidents.filter((name) => name !== "none")) {
            it(`would be changed by ${incident} in the incident's resources and nothing else`, async () => {
                const plan = deltaOf(await renderPlan(), await renderPlan({ incident }));
                const preview = await range().dev.preview({ incident });
                range().forgetSettings();
                assert.deepEqual(taken(preview.steps), foretold(plan));
                await range().assertWhole();
            });
        }
    });
}
