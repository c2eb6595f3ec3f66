import assert from "node:assert/strict";

import type { ServicePods } from "../../../exam/record/record";
import type { Response } from "../../../exam/score/play";
import { scoreRemediate } from "../../../exam/score/remediate";
import type { SkillScore } from "../../../exam/score/skillScore";
import { truthOf } from "../../../exam/truth/truth";
import { podsOf, recordOf, type Served } from "./recordOf";

const notEnough: Response = { text: "Run three front-end pods", seconds: null };
const enough: Response = { ...notEnough, seconds: 200 };

/** From 300 s on this share fails; before, everything. */
const then =
    (share: number) =>
    (at: number): Served => ({ ended: 100, failed: at < 300 ? 100 : 100 * share });

const restarted = (at: number, restarts: number, lastTerminatedReason = "OOMKilled"): ServicePods =>
    podsOf("front-end", { at, pod: { restarts, lastTerminatedReason } });

const killed = [restarted(20, 1), restarted(100, 2)];

function judged(
    response: Response | null,
    share: number,
    pods: readonly ServicePods[] = killed,
    task = "crash",
): SkillScore {
    const writes = [{ at: 250, name: "front-end" }];
    const record = recordOf({ task, served: then(share), writes, pods });
    return scoreRemediate(record, truthOf(record), response);
}

describe("A remedy of what no known fix cures", () => {
    it("has half of the points where the incident's symptoms are over", () => {
        const { points, reasons } = judged(notEnough, 0.3);
        assert.equal(points, 50);
        assert.match(reasons.join("\n"), /symptoms are over 283 s after the first harm/);
    });

    it("has all of them where users are served all the same", () => {
        assert.equal(judged(notEnough, 0.01).points, 100);
    });

    it("has nothing while most users fail, or containers go on ending", () => {
        assert.equal(judged(notEnough, 0.6).points, 0);
        const { points, reasons } = judged(notEnough, 0.3, [...killed, restarted(850, 3)]);
        assert.equal(points, 0);
        assert.match(reasons.join("\n"), /it held for 50 s by itself/);
    });

    it("does not ask that containers end for no other reason, where the record names one", () => {
        assert.equal(judged(notEnough, 0.3, [...killed, restarted(850, 3, "Error")]).points, 50);
        const story = [restarted(20, 1, "Error"), restarted(850, 2, "Error")];
        assert.equal(judged(notEnough, 0.3, story, "hybrid").points, 0);
    });

    it("is asked to serve users where a known fix does, or none was played", () => {
        for (const response of [enough, null]) {
            const { points, reasons } = judged(response, 0.3);
            assert.equal(points, 0);
            assert.match(reasons.join("\n"), /not served within the SLOs again/);
        }
    });

    it("is asked for it too where the record has no symptom that could be over", () => {
        assert.equal(judged(notEnough, 0.3, [], "payment").points, 0);
    });
});
