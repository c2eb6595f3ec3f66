import { ok } from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";

import type { Evidence } from "../../../../evidence/evidence";
import { fineMetrics } from "../../../../evidence/fineMetrics";
import type { TwinInput } from "../../../../twin/input";
import { simulate } from "../../../../twin/simulate";
import { Telemetry } from "../../../../twin/telemetry/telemetry";
import { objectsOf } from "../worlds";
import { shortRun } from "./runs";

/** The same telemetry, told of every second or of those that it asks for. */
function evidenceOf(input: TwinInput, ofAll: boolean): { evidence: Evidence; samples: number } {
    const run = { incident: "hybrid", remediation: "none", users: 750, settings: {} };
    const telemetry = new Telemetry({ input, run });
    let samples = 0;
    const sampled = telemetry.sampled.bind(telemetry);
    telemetry.sampled = (sample) => {
        samples++;
        sampled(sample);
    };
    if (ofAll) {
        telemetry.needsSample = () => true;
    }
    const result = simulate(input, telemetry);
    return { evidence: telemetry.finish(result), samples };
}

describe("the telemetry of a run", () => {
    it("is the same when only those seconds are sampled that it asks for", async () => {
        const objects = await objectsOf({ incident: "hybrid", duration: "45s" });
        const healthy = objects.filter(({ kind }) => kind !== "Job");
        const input: TwinInput = {
            namespace: "sock-shop",
            phases: [
                { atSeconds: -240, objects: healthy },
                { atSeconds: 0, objects },
                { atSeconds: 10, from: "loadEnd", objects: healthy },
            ],
            beforeSeconds: 240,
            afterSeconds: 600,
            seed: 1,
            hostSpeed: "published",
            // No multiple of the agent's interval.
            epoch: 1_750_000_007,
        };
        const all = evidenceOf(input, true);
        const asked = evidenceOf(input, false);
        ok(all.evidence.requests.total.failures > 0);
        // Compared by parts: the difference of two whole runs takes minutes to print.
        for (const part of Object.keys(all.evidence) as (keyof Evidence)[]) {
            ok(isDeepStrictEqual(asked.evidence[part], all.evidence[part]), part);
        }
        ok(asked.samples < all.samples * 0.75, `${asked.samples} of ${all.samples}`);
    });

    it("has no second in which the front-end used more CPU than it may", async () => {
        const { fine } = await shortRun("hybrid");
        const values = (metric: string): readonly number[] =>
            fine.filter((one) => one.metric === metric).flatMap((one) => one.values);
        const most = Math.max(...values(fineMetrics.cpuUsage));
        const limit = Math.max(...values(fineMetrics.cpuLimit));
        // A period of the quota may begin in one second and count in the next.
        ok(most > 0.5 * limit && most < 1.5 * limit, `${most} cores of ${limit}`);
    });
});
