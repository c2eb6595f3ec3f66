import { deepEqual, ok } from "node:assert/strict";

import { scenario } from "../../../../scenarios/incidents/latency";
import { broken } from "../../../../fidelity/calibration/edges";
import type { SimulatedFigures } from "../../../../fidelity/figures";
import { play } from "../../../../fidelity/playRun";
import type { HostSpeed } from "../../../../twin/physics/hostSpeed";
import { objectsOf } from "../worlds";

async function latency(
    cpu: string,
    hostSpeed: HostSpeed,
    seed: number,
    more: Readonly<Record<string, string>> = {},
): Promise<SimulatedFigures> {
    const frontEnd = {
        resources: { requests: { cpu: "60m" }, limits: { cpu, memory: "1000Mi" } },
    };
    const services = JSON.stringify({ "front-end": frontEnd });
    return play(await objectsOf({ incident: "latency", services, ...more }), { hostSpeed }, seed);
}

/** What of the contract the run breaks. */
function brokenBy(run: SimulatedFigures): readonly string[] {
    return (["floor", "ceiling"] as const).flatMap((side) =>
        broken(scenario, run, side).map(({ figure }) => figure),
    );
}

describe("latency's load finds its level", () => {
    for (const hostSpeed of ["lab", "published"] as const) {
        for (const cpu of ["60m", "100m", "200m", "300m", "500m"]) {
            it(`on the ${hostSpeed} machine at ${cpu}`, async () => {
                const run = await latency(cpu, hostSpeed, Number.parseInt(cpu, 10));
                // A machine that all users cannot saturate stays fast; it is not killed either.
                const isTooFast = run.heldUsers === scenario.load.users && run.p95Seconds < 1;
                deepEqual(brokenBy(run), isTooFast ? ["p95ResponseTimeMs"] : []);
            }).timeout(60_000);
        }
    }

    it("which is another one on each of them", async () => {
        const [slow, fast] = await Promise.all([
            latency("60m", "published", 1),
            latency("300m", "published", 1),
        ]);
        ok(fast.heldUsers > 4 * slow.heldUsers, `${fast.heldUsers}, ${slow.heldUsers}`);
    });

    it("and keeps it for as long as it lasts, in a process that has become warm", async () => {
        const run = await latency("100m", "published", 1, { duration: "20m" });
        deepEqual(brokenBy(run), []);
    }).timeout(60_000);

    it("and goes no further than it may", async () => {
        const run = await latency("300m", "published", 1, { users: "50", duration: "2m" });
        ok(run.heldUsers === 50 && run.p95Seconds < 1);
    });
});
