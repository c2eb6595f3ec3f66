/**
 * Records against the plays that the exam scores by: what a record calls prevention keeps users
 * within the SLOs, and where nothing that it knows does, it spares them the incident.
 */
import assert from "node:assert/strict";

import { isWithin, type Play } from "../../../exam/score/play";
import { played, requestOf, type Stage } from "../../../exam/score/stage";
import { truthOf } from "../../../exam/truth/truth";
import { plansOf } from "../../../rehearsal/plans";
import { runPool, type RunPool, workersFor } from "../../../rehearsal/pool";
import { isResponseOnly } from "../../../scenarios/remediation";
import { scenarios } from "../../../scenarios/registry";
import type { Attempt, Scenario } from "../../../scenarios/scenario";
import { median } from "../../../verdict/chance";
import { recordOf } from "../../unit/exam/recordOf";

async function playsOf(
    stage: Stage,
    attempts: readonly Attempt[],
): Promise<ReadonlyMap<string, readonly Play[]>> {
    const all = new Map<string, readonly Play[]>();
    for (const { remediation, action } of attempts) {
        if (remediation !== undefined && !isResponseOnly(remediation)) {
            const plans = await plansOf(stage.request, remediation);
            all.set(remediation, (await played(stage, action, plans)).plays);
        }
    }
    return all;
}

const failed = (plays: readonly Play[]): number =>
    median(plays.map(({ failedShare }) => failedShare));

/** In most plays; a change that only sometimes does is a matter of luck. */
function inMost(plays: readonly Play[], holds: (play: Play) => boolean): boolean {
    return plays.filter(holds).length > plays.length / 2;
}

const shown = (name: string, plays: readonly Play[]): string =>
    `${name}: ${plays.map((one) => `${one.badMinutes} bad${one.hasSymptoms ? ", incident" : ""}`).join("; ")}`;

describe("What a record calls prevention, in the exam's plays", function () {
    this.timeout(600_000);
    let pool: RunPool;
    before(async () => {
        pool = await runPool(workersFor(2));
    });
    after(async () => {
        await pool.close();
    });

    const prevents = ({ acceptedFixes }: Scenario): readonly Attempt[] =>
        acceptedFixes.filter(({ serves }) => serves.includes("prevention"));

    for (const scenario of Object.values<Scenario>(scenarios)) {
        if (prevents(scenario).length === 0) {
            continue;
        }
        it(`prevents ${scenario.id}, and what it calls wrong does not`, async () => {
            const record = recordOf({ task: scenario.id, served: () => ({ ended: 1 }) });
            const request = requestOf(record);
            const none = await plansOf(request, "none");
            const stage: Stage = { request, truth: truthOf(record), pool, none };
            const right = await playsOf(stage, prevents(scenario));
            const wrong = await playsOf(stage, scenario.wrongFixes);
            const isPossible = [...right.values()].some((plays) => inMost(plays, isWithin));
            const isGood = (play: Play): boolean =>
                isPossible ? isWithin(play) : !play.hasSymptoms;
            for (const [name, plays] of right) {
                assert.ok(inMost(plays, isGood), shown(name, plays));
            }
            // Where it spares users the incident as well, it does so at a higher price.
            const dearest = Math.max(...[...right.values()].map(failed));
            for (const [name, plays] of wrong) {
                const isWorse = !isPossible && failed(plays) > dearest;
                assert.ok(isWorse || !inMost(plays, isGood), shown(name, plays));
            }
        });
    }
});
