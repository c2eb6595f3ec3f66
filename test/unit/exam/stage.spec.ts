import assert from "node:assert/strict";

import { played, requestOf, type Stage } from "../../../exam/score/stage";
import { truthOf } from "../../../exam/truth/truth";
import { plansOf } from "../../../rehearsal/plans";
import type { RunPool } from "../../../rehearsal/pool";
import { recordOf } from "./recordOf";

const record = recordOf({ task: "hybrid", served: () => ({ ended: 20 }) });

describe("A play beside a score", () => {
    it("that the simulation does not survive is no play without effect: it is told which failed", async () => {
        const request = requestOf(record);
        const none = await plansOf(request, "none");
        const pool: RunPool = {
            perform: () => Promise.reject(new Error("a thread has ended")),
            watch: () => Promise.reject(new Error("not asked")),
            close: () => Promise.resolve(),
        };
        const stage: Stage = { request, truth: truthOf(record), pool, none };
        await assert.rejects(
            played(stage, "limits", none),
            /hybrid with "limits" could not be simulated: a thread has ended/,
        );
    });
});
