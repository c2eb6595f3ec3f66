import assert from "node:assert/strict";

import { exitsText, kindsOf } from "../../support/node/loadRun";

describe("what a run on the node came to", () => {
    it("counts failures by kind, the most frequent first", () => {
        const kinds = kindsOf({
            "slow: over 2 s": 3,
            "reset: connection reset by peer": 9,
            "slow: over 3 s": 4,
        });
        assert.deepEqual(
            [...kinds],
            [
                ["reset", 9],
                ["slow", 7],
            ],
        );
    });

    it("says when containers ended, counted from the load's start", () => {
        const start = new Date("2026-11-26T21:00:00Z");
        const exit = {
            pod: "front-end-1",
            startedAt: "2026-11-26T20:00:00Z",
            finishedAt: "2026-11-26T21:00:14Z",
            reason: "OOMKilled",
            exitCode: 137,
        };
        assert.equal(exitsText([exit], start), "T+14 s OOMKilled (137)");
        assert.equal(exitsText([], start), "no container exit");
    });
});
