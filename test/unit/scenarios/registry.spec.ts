import assert from "node:assert/strict";
import { join } from "node:path";

import { missingOfIncident } from "../../../cli/missing/incident";
import { parseSettings } from "../../../components/settings/parse";
import { deltaOf } from "../../../plan/delta";
import { titleOf } from "../../../plan/inventory";
import { offlineWorld } from "../../../plan/offlineWorld";
import { renderPlan } from "../../../plan/render";
import { registryOf, scenarios } from "../../../scenarios/registry";
import type { Scenario } from "../../../scenarios/scenario";
import { at, resourceNamed } from "../../support/planAccess";

describe("the incidents", () => {
    it("of the guides have the load that the guides name", () => {
        const loadOf = (id: string): readonly (number | undefined)[] => {
            const load = scenarios[id]?.load;
            return [load?.users, load?.spawnRate, load?.durationSeconds];
        };
        assert.deepEqual(loadOf("crash"), [3000, 300, 300]);
        assert.deepEqual(loadOf("hybrid"), [750, 50, 480]);
        assert.deepEqual(loadOf("latency"), [500, 10, 480]);
        assert.deepEqual(loadOf("payment"), [10, 1, 120]);
    });

    for (const scenario of Object.values<Scenario>(scenarios)) {
        describe(scenario.id, () => {
            it("lacks nothing that an incident needs (npm run missing)", () => {
                assert.deepEqual(missingOfIncident(scenario, scenarios), []);
            });
        });
    }
});

describe("a fifth incident", () => {
    const registry = registryOf(join(__dirname, "..", "..", "fixtures", "incidents"));
    const world = { ...offlineWorld, scenarios: registry };

    it("is allowed as soon as its file is there", () => {
        assert.deepEqual(parseSettings({ incident: "outage" }, registry).problems, []);
        assert.equal(parseSettings({ incident: "outage" }, scenarios).problems.length, 1);
    });

    it("injects its fault and its load, with an expiry", async () => {
        const healthy = await renderPlan({}, { world });
        const broken = await renderPlan({ incident: "outage" }, { world });
        const { added, changed } = deltaOf(healthy, broken);
        assert.deepEqual(
            changed.map(({ resource }) => titleOf(resource)),
            ["Deployment catalogue"],
        );
        assert.ok(added.some((resource) => titleOf(resource) === "Job load-outage-job-auto"));
        assert.ok(added.some((resource) => titleOf(resource) === "Job expiry-job-auto"));
        const load = resourceNamed(broken, "load-outage-job").inputs;
        assert.ok(
            JSON.stringify(at(load, "spec.template.spec.containers.0.args")).includes('"20"'),
        );
    });
});
