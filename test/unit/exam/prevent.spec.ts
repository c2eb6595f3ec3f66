import assert from "node:assert/strict";

import { type Play, type Prevention, preventPoints } from "../../../exam/score/play";
import type { Plays } from "../../../exam/score/plays";
import { scorePrevent } from "../../../exam/score/prevent";
import { scenarios } from "../../../scenarios/registry";
import { truthOf } from "../../../exam/truth/truth";
import { brokenUntil, recordOf } from "./recordOf";

const served: Play = { seed: 1, badMinutes: 1, failedShare: 0, hasSymptoms: false };
const spared: Play = { ...served, badMinutes: 5, failedShare: 0.08 };
const harmed: Play = { ...spared, failedShare: 0.8, hasSymptoms: true };

const five = (...plays: readonly Play[]): readonly Play[] =>
    [1, 2, 3, 4, 5].map((seed, index) => ({ ...(plays[index % plays.length] ?? harmed), seed }));

const prevention = (...plays: readonly Play[]): Prevention => ({
    ...{ text: "Deployment front-end", plays: five(...plays), cost: null, problem: null },
});

describe("The score of a prevention", () => {
    it("is the share of plays within the SLOs, where a known fix keeps users there", () => {
        const best = prevention(served);
        assert.equal(preventPoints(five(served), best), 100);
        assert.equal(preventPoints(five(served, harmed), best), 60);
        assert.equal(preventPoints(five(spared), best), 0);
        assert.equal(preventPoints(five(spared), null), 0);
    });

    it("counts a play without the incident half, where no known fix does more", () => {
        const best = prevention(spared);
        assert.equal(preventPoints(five(spared), best), 50);
        assert.equal(preventPoints(five(spared, harmed), best), 30);
        assert.equal(preventPoints(five(served), best), 100);
        assert.equal(preventPoints(five(harmed), best), 0);
    });

    it("is not asked for what somebody does to a shop that is well, but for what is set too small", () => {
        const plays: Plays = { without: five(harmed), response: null, best: null, proposed: null };
        const points = (task: string): number | null => {
            const record = recordOf({ task, served: brokenUntil(300) });
            return scorePrevent(truthOf(record), plays).points;
        };
        const asked = Object.keys(scenarios).filter((task) => points(task) !== null);
        const sizes = ["autoscaler", "crash", "database", "heap", "hybrid", "latency"];
        assert.deepEqual(asked.sort(), sizes);
        assert.equal(points("payment"), null);
    });

    it("says so", () => {
        const record = recordOf({ task: "crash", served: brokenUntil(300) });
        const known = { without: five(harmed), response: null, best: prevention(spared) };
        const plays: Plays = { ...known, proposed: prevention(spared, harmed) };
        const { points, reasons } = scorePrevent(truthOf(record), plays);
        assert.equal(points, 30);
        assert.match(reasons.join("\n"), /in 0 of 5 plays .*\n.* in 3 more, which count half/);
    });
});
