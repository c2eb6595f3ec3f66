import assert from "node:assert/strict";

import { awaitWhole, type Waited } from "../../../../live/snapshot/awaitWhole";
import type { Verdict } from "../../../../live/snapshot/verdict";

const whole: Verdict = {
    isWhole: true,
    problems: [],
    keeper: "stack",
    hash: "sha256:0",
    podsReady: 14,
    podsWanted: 14,
    frontEnd: { failure: undefined, p50Milliseconds: 12, requests: 5 },
    restarts: {},
    newPods: 0,
};

function lacking(count: number): Verdict {
    const problem = { object: "Deployment user", what: "0 of 1 pods Ready", fix: "wait" };
    return { ...whole, isWhole: false, problems: Array<typeof problem>(count).fill(problem) };
}

const unreachable = new Error("the server does not answer");

describe("waiting for a whole shop", () => {
    let elapsedMs: number;
    let reports: string[];

    beforeEach(() => {
        elapsedMs = 5000;
        reports = [];
    });

    /** Looks at these states one after another, the last one again and again; each takes 1 s. */
    function waited(seconds: number, states: readonly (Verdict | Error)[]): Promise<Waited> {
        let looks = 0;
        return awaitWhole(
            () => {
                const state = states[Math.min(looks++, states.length - 1)] ?? unreachable;
                elapsedMs += 1000;
                return state instanceof Error ? Promise.reject(state) : Promise.resolve(state);
            },
            {
                seconds,
                pollSeconds: 2,
                report: (elapsed, state) => reports.push(`${elapsed} ${state}`),
                now: () => elapsedMs,
                sleep: (pause) => {
                    elapsedMs += pause * 1000;
                    return Promise.resolve();
                },
            },
        );
    }

    it("looks once when it need not wait", async () => {
        assert.deepEqual((await waited(0, [lacking(2), whole])).verdict, lacking(2));
        assert.deepEqual(reports, []);
    });

    it("ends as soon as the shop is whole, and says how long that took", async () => {
        const { verdict, elapsedSeconds } = await waited(60, [lacking(2), lacking(1), whole]);
        assert.deepEqual([verdict, elapsedSeconds], [whole, 7]);
    });

    it("reports each change, but nothing twice", async () => {
        await waited(60, [lacking(2), lacking(2), unreachable, lacking(1), whole]);
        assert.deepEqual(reports, [
            "1 2 not right, 14 of 14 pods Ready, first: Deployment user 0 of 1 pods Ready",
            "7 the server does not answer",
            "10 1 not right, 14 of 14 pods Ready, first: Deployment user 0 of 1 pods Ready",
        ]);
    });

    it("ends with the last verdict when the time is up", async () => {
        const { verdict, elapsedSeconds } = await waited(10, [lacking(3)]);
        assert.deepEqual([verdict.isWhole, elapsedSeconds], [false, 10]);
    });

    it("rejects when the cluster is out of reach at the end", async () => {
        await assert.rejects(waited(0, [unreachable]), unreachable);
        await assert.rejects(waited(10, [lacking(1), unreachable]), unreachable);
    });
});
