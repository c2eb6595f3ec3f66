import assert from "node:assert/strict";
import { join } from "node:path";

import { parseSettings } from "../../../components/settings/parse";
import { deltaOf } from "../../../plan/delta";
import { titleOf } from "../../../plan/inventory";
import { offlineWorld } from "../../../plan/offlineWorld";
import { renderPlan } from "../../../plan/render";
import { mix } from "../../../scenarios/load/mixes";
import { registryOf, scenarios } from "../../../scenarios/registry";
import { defaultArms, type Scenario } from "../../../scenarios/scenario";
import { scenarioFiles } from "../../../scenarios/scenarioFiles";
import { at, resourceNamed } from "../../support/planAccess";

/** Fixes that no cluster can be told. */
const peoplesWork = ["Reconcile the failed orders from the record of the run"];

describe("the incidents", () => {
    it("are crash, hybrid, latency and payment, with the load that their guides name", () => {
        const loads = Object.values(scenarios).map(({ id, load }) => [
            id,
            load.users,
            load.spawnRate,
            load.durationSeconds,
        ]);
        assert.deepEqual(loads, [
            ["crash", 3000, 300, 300],
            ["hybrid", 750, 50, 480],
            ["latency", 500, 10, 480],
            ["payment", 10, 1, 120],
        ]);
    });

    for (const scenario of Object.values<Scenario>(scenarios)) {
        describe(scenario.id, () => {
            it("has a contract whose every symptom can be broken", () => {
                for (const { atLeast, atMost, above, below } of scenario.symptoms) {
                    const low = atLeast ?? above ?? -Infinity;
                    const high = atMost ?? below ?? Infinity;
                    assert.ok(low <= high);
                    assert.ok(Number.isFinite(low) || Number.isFinite(high));
                }
                assert.ok(scenario.symptoms.length >= 3);
            });

            it("names fixes that the stack has for it, as the stack writes them", () => {
                const steps = scenario.runbook.remediate.flatMap(
                    ({ remediation }) => remediation ?? [],
                );
                for (const remediation of [...defaultArms(scenario), ...steps]) {
                    const values = { incident: scenario.id, remediation };
                    const { problems, settings } = parseSettings(values, scenarios);
                    assert.deepEqual(problems, []);
                    assert.equal(settings.remediations.join(","), remediation);
                }
            });

            it("says of each fix what it serves, and of each wrong one why it is", () => {
                const { acceptedFixes, wrongFixes } = scenario;
                assert.ok(acceptedFixes.every(({ serves }) => serves.length > 0));
                assert.ok(wrongFixes.every(({ why }) => why.length > 10));
                const right = acceptedFixes.map(({ remediation }) => remediation);
                const wrong = wrongFixes.flatMap(({ remediation }) => remediation ?? []);
                assert.ok(wrong.length > 0, "the rehearsal is to show one that does not help");
                assert.ok(wrong.every((one) => !right.includes(one)));
            });

            it("names the setting for every response, people's work aside", () => {
                const without = scenario.acceptedFixes.filter(
                    ({ remediation, serves }) =>
                        serves.includes("response") && remediation === undefined,
                );
                assert.ok(without.every(({ action }) => peoplesWork.includes(action)));
            });

            it("has a rehearsal try at most seven of them", () => {
                const arms = defaultArms(scenario);
                assert.ok(arms.length >= 2 && arms.length <= 7, arms.join(" "));
            });

            it("leaves to the run what only a run can tell", () => {
                const prompts = JSON.stringify(scenario.prompts);
                assert.match(prompts, /\{\{\w+\}\}/);
                assert.doesNotMatch(prompts, /\d\d:\d\d|68f35ed59c10d300018b7011/);
            });

            it("brings a load run whose files are all there", () => {
                const files = scenarioFiles(scenario);
                for (const file of ["locustfile.py", "mix.json", "kubernetes_api.py"]) {
                    assert.ok((files[file] ?? "").length > 100, file);
                }
                assert.equal(mix(scenario.load.publishedMix).name, scenario.load.publishedMix);
                const bytes = Object.values(files).join("").length;
                assert.ok(bytes < 1024 * 1024, "a ConfigMap holds 1 MiB");
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
