import assert from "node:assert/strict";

import { exitsText, kindsOf, p95Between } from "../../../support/node/loadRun";

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

    it("knows the 95th percentile of a part of the run, of all requests together", () => {
        const history = [
            "Timestamp,User Count,Type,Name,Requests/s,95%",
            "1000,10,,Aggregated,0.0,N/A",
            "1005,20,GET,/catalogue,9.0,9000",
            "1004,20,,Aggregated,9.0,200",
            "1005,20,,Aggregated,9.0,300",
            "1010,30,,Aggregated,9.0,1500",
            "1015,30,,Aggregated,9.0,1300",
            "1020,30,,Aggregated,9.0,1100",
            "1025,30,,Aggregated,9.0,7000",
        ].join("\n");
        assert.equal(p95Between(history, 10, 20), 1.3);
        assert.equal(p95Between("", 10, 20), 0);
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
