/** What a load run must look like. */
import assert from "node:assert/strict";

import type { V1Job } from "@kubernetes/client-node";

import { scenarios } from "../../../scenarios/registry";
import type { ScenarioLoad } from "../../../scenarios/scenario";
import type { Range } from "../../support/engine/range";

/** The one load run there is. */
export async function loadJob({ shop }: Range): Promise<V1Job> {
    const [job, ...others] = await shop.jobs("load");
    assert.deepEqual(others, []);
    assert.ok(job, "there is no load run");
    return job;
}

/** Locust is started as the incident's record, or the settings in its place, want it. */
export async function assertLoad(
    range: Range,
    incident: string,
    instead: Partial<Pick<ScenarioLoad, "users" | "durationSeconds">> = {},
): Promise<void> {
    const { spec } = await loadJob(range);
    const args = spec?.template.spec?.containers[0]?.args ?? [];
    const load = { ...scenarios[incident]?.load, ...instead };
    const given = (option: string): string | undefined => args[args.indexOf(option) + 1];
    assert.equal(given("--users"), String(load.users));
    assert.equal(given("--spawn-rate"), String(load.spawnRate));
    assert.equal(given("--run-time"), `${load.durationSeconds ?? 0}s`);
}
