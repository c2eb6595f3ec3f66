import assert from "node:assert/strict";

import { renderPlan } from "../../../plan/render";

describe("plans", () => {
    it("may be refused and made in any order, without one disturbing the next", async () => {
        for (let round = 0; round < 5; round += 1) {
            await assert.rejects(renderPlan({ incident: "bad" }), /Nothing was touched/);
            const { resources } = await renderPlan();
            assert.equal(resources.filter(({ isComponent }) => !isComponent).length, 35);
        }
    });
});
