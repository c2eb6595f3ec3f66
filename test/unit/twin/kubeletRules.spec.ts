import { deepEqual, equal } from "node:assert/strict";

import { BackOff } from "../../../twin/kubelet/backOff";
import { ProbeResults } from "../../../twin/kubelet/probeResults";

describe("CrashLoopBackOff", () => {
    it("waits 0, 10, 20, 40, 80, 160 and then always 300 s after an exit", () => {
        const backOff = new BackOff();
        let at = 0;
        const delays = Array.from({ length: 9 }, () => {
            const delay = backOff.next(at);
            at += delay + 10;
            return delay;
        });
        deepEqual(delays, [0, 10, 20, 40, 80, 160, 300, 300, 300]);
    });

    it("is forgotten when more than ten minutes lie between two exits", () => {
        const backOff = new BackOff();
        deepEqual([backOff.next(0), backOff.next(5), backOff.next(20)], [0, 10, 20]);
        equal(backOff.next(20 + 600), 40);
        equal(backOff.next(20 + 600 + 601), 0);
    });
});

describe("a probe's thresholds", () => {
    const probe = {
        path: "/",
        port: 8079,
        initialDelaySeconds: 5,
        periodSeconds: 3,
        timeoutSeconds: 1,
        successThreshold: 1,
        failureThreshold: 3,
    };
    const decisions = (outcomes: string, thresholds = {}): string => {
        const results = new ProbeResults({ ...probe, ...thresholds });
        return Array.from(outcomes, (one) => (results.counts(one === "+") ? one : ".")).join("");
    };

    it("take three failures in a row, and one success", () => {
        equal(decisions("+--+---+"), "+..+..-+");
    });

    it("follow the manifest", () => {
        equal(decisions("-", { failureThreshold: 1 }), "-");
        equal(decisions("++-++", { successThreshold: 2 }), ".+..+");
    });
});
