import assert from "node:assert/strict";

import { planOf } from "../../support/planOf";
import { oncePerRun } from "../../support/perRun";

describe("what all tests share", () => {
    it("is made once, whoever asks and however often, and again for another key", async () => {
        let made = 0;
        const make = (): Promise<number> => Promise.resolve(++made);
        const key = "planOf.spec";
        const asked = await Promise.all([oncePerRun(key, make), oncePerRun(key, make)]);
        assert.deepEqual([...asked, await oncePerRun(`${key}, other`, make)], [1, 1, 2]);
    });

    it("is to be read only: a plan refuses what would reach other tests", async () => {
        const { resources } = await planOf({ remediation: "replicas" });
        const { inputs } = resources[0] as { inputs: { spec?: unknown } };
        assert.throws(() => {
            inputs.spec = undefined;
        }, TypeError);
    });

    it("is the same whatever the order of the settings", async () => {
        const plan = await planOf({ incident: "crash", remediation: "limits" });
        assert.equal(await planOf({ remediation: "limits", incident: "crash" }), plan);
    });
});
