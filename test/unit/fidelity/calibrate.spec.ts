import assert from "node:assert/strict";

import { calibrate } from "../../../cli/calibrate";
import { type Calibration, calibrationText, progressText } from "../../../cli/calibrate/text";
import { scenarios } from "../../../scenarios/registry";
import type { Scenario } from "../../../scenarios/scenario";
import { ended } from "../cli/ended";

describe("npm run calibrate", () => {
    it("takes an incident, and suggests the one that was meant", async () => {
        const { code, errors } = await ended((say) => calibrate(["latncy"], say));
        assert.equal(code, 1);
        assert.match(
            errors,
            new RegExp(`Allowed: ${Object.keys(scenarios).join(", ")}\\. Did you mean latency\\?`),
        );
    });

    it("refuses what it could not play before it plays anything", async () => {
        const asked = ["latency", "--remediation", "restart"];
        const { code, output, errors } = await ended((say) => calibrate(asked, say));
        assert.equal(code, 1);
        assert.equal(output, "");
        assert.match(errors, /^--remediation restart: is a response/);
    });

    it("says how many counts of users were tried so far", () => {
        assert.equal(progressText(460, 7), "simulating 460 users (7 user counts tried so far)");
        assert.equal(progressText(1, 1), "simulating 1 user (1 user count tried so far)");
    });

    it("names what no longer holds, instead of what seems to happen", () => {
        const { latency } = scenarios;
        assert.ok(latency);
        const text = calibrationText(calibrationOf(latency));
        assert.match(text, /Upper edge: 500 users \(one step above, these no longer hold: "/);
        assert.match(text, /Lower edge: 1 user \(one step below, these do not hold yet: "/);
        assert.match(text, /Simulated, 1 seed: .* 1 user started a second/);
    });
});

function calibrationOf(scenario: Scenario): Calibration {
    const { symptoms } = scenario;
    return {
        scenario,
        settings: { probes: "testbed", remediation: "none", spawnRate: "1" },
        hostSpeed: "published",
        nodeCpus: 4,
        seeds: 1,
        grain: 5,
        found: { upper: 500, lower: 1, brokenAbove: symptoms, missingBelow: symptoms },
        load: {
            ...{ users: 500, spawnRate: 10, heldUsers: [500, 500] },
            ...{ broken: [], restarts: 0, p95Seconds: 1 },
        },
    };
}
