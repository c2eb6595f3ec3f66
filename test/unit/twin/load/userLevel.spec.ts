import { deepEqual, ok } from "node:assert/strict";

import { heldUsers, slowButAlive } from "../../../../scenarios/load/level";
import { UserLevel } from "../../../../twin/load/userLevel";
import { decided, levelCases } from "../../../support/levelCases";

describe("the level of a load", () => {
    for (const levelCase of levelCases.cases) {
        it(levelCase.name, () => {
            deepEqual(
                decided(levelCase),
                levelCase.parts.map(({ users }) => users),
            );
        });
    }

    // A closed population before one server, second by second: what is asked and not yet answered
    // waits. Slow answers are those beyond the mean by half: 1.35 s at a mean of 0.9 s.
    for (const capacity of [4, 15, 60, 150]) {
        it(`is found where ${capacity} answers a second take 0.6 to 1 s, without a slow probe in three`, () => {
            const bounds = { users: 500, spawnRate: 10, thinkSeconds: 2 };
            const law = new UserLevel(slowButAlive, bounds);
            let waiting = 0;
            let slowInRow = 0;
            const means: number[] = [];
            for (let second = 0; second < 480; second++) {
                const asked = Math.max(0, law.users - waiting) / bounds.thinkSeconds;
                const answers = Math.min(capacity, waiting + asked);
                waiting = Math.min(law.users, waiting + asked - answers);
                const mean = waiting / capacity;
                const probe = 0.8 * mean < slowButAlive.probeLimitSeconds;
                slowInRow = probe ? 0 : slowInRow + 1;
                ok(slowInRow < 3, `three slow probes in a row after ${second} s`);
                const slow = mean > 0.9 ? answers : 0.06 * answers * (mean / 0.9) ** 2;
                law.after({
                    answers,
                    answerSeconds: answers * mean,
                    slow,
                    lost: 0,
                    probes: [probe],
                });
                means.push(mean);
            }
            const settled = means.slice(240);
            const average = settled.reduce((sum, mean) => sum + mean, 0) / settled.length;
            ok(average > 0.6 && average < 1, `${average}`);
        });
    }
});

describe("the users that a load held", () => {
    it("are the median over the second half of the run", () => {
        deepEqual(heldUsers([10, 500, 500, 500, 120, 130, 125, 1]), 125);
        deepEqual(heldUsers([]), 0);
    });
});
