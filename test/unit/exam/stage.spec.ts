import assert from "node:assert/strict";

import { isWithin, type Play, preventPoints } from "../../../exam/score/play";
import { played, requestOf, type Stage } from "../../../exam/score/stage";
import { truthOf } from "../../../exam/truth/truth";
import { plansOf } from "../../../rehearsal/plans";
import type { RunPool } from "../../../rehearsal/pool";
import type { RunOutcome } from "../../../rehearsal/run";
import { recordOf } from "./recordOf";

const record = recordOf({ task: "hybrid", served: () => ({ ended: 20 }) });

describe("A play beside a score", () => {
    async function playedWith(perform: RunPool["perform"]): Promise<readonly Play[]> {
        const request = requestOf(record);
        const none = await plansOf(request, "none");
        const watch = () => Promise.reject(new Error("not asked"));
        const pool: RunPool = { perform, watch, close: () => Promise.resolve() };
        const stage: Stage = { request, truth: truthOf(record), pool, none };
        return (await played(stage, "limits", none)).plays;
    }

    it("that the simulation does not survive is no play without effect: it is told which failed", async () => {
        await assert.rejects(
            playedWith(() => Promise.reject(new Error("a thread has ended"))),
            /hybrid with "limits" could not be simulated: a thread has ended/,
        );
    });

    it("is worth nothing where a change leaves the node no room for the load: nobody was served", async () => {
        const result = { contract: { symptoms: [] } };
        const outcome = { course: [], result } as unknown as RunOutcome;
        const plays = await playedWith(() => Promise.resolve(outcome));
        assert.equal(plays.length, 5);
        assert.ok(!plays.some(isWithin));
        const best = { text: "", plays, cost: null, problem: null };
        assert.deepEqual([preventPoints(plays, null), preventPoints(plays, best)], [0, 0]);
    });
});
