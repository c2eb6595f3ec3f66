import assert from "node:assert/strict";

import { tellingTexts } from "./tellingTexts";
import type { PlannedResource } from "../../../../plan/plan";
import { renderPlan } from "../../../../plan/render";
import { scenarios } from "../../../../scenarios/registry";

/** What the program makes in Datadog, or for it, with an incident on. */
async function forDatadog(incident: string, blind: boolean): Promise<readonly PlannedResource[]> {
    const { resources } = await renderPlan({
        observability: "full",
        incident,
        blind: String(blind),
    });
    return resources.filter(({ urn }) => urn.includes("sockshop:observability:"));
}

const asText = (resources: readonly PlannedResource[]): string =>
    JSON.stringify(resources.map(({ name, inputs }) => [name, inputs]));

describe("what the program makes in Datadog, blind", () => {
    let healthy: string;
    before(async () => {
        const resources = await forDatadog("none", true);
        assert.ok(resources.length > 30);
        healthy = asText(resources);
    });

    for (const [id, scenario] of Object.entries(scenarios)) {
        it(`is the same with ${id} on as with no incident, and never tells it`, async () => {
            assert.equal(asText(await forDatadog(id, true)), healthy);
            const told = tellingTexts(scenario).filter((text) =>
                healthy.toLowerCase().includes(text),
            );
            assert.deepEqual(told, []);
        });
    }
});

describe("what the program makes in Datadog, not blind", () => {
    it("watches for every incident, whichever is on", async () => {
        const healthy = asText(await forDatadog("none", false));
        assert.equal(asText(await forDatadog("hybrid", false)), healthy);
        for (const scenario of Object.values(scenarios)) {
            const told = tellingTexts(scenario).filter((text) =>
                healthy.toLowerCase().includes(text),
            );
            assert.ok(told.length > 0, scenario.id);
        }
    });
});
