import { deepEqual, equal } from "node:assert/strict";

import { EventQueue } from "../../../twin/clock/eventQueue";
import { BackOff } from "../../../twin/kubelet/backOff";
import { ProbeResults } from "../../../twin/kubelet/probeResults";
import { type ProbeHost, ProbeWorker } from "../../../twin/kubelet/probeWorker";
import type { Container } from "../../../twin/pod/container";

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

    it("is forgotten when a container has run for more than ten minutes", () => {
        const backOff = new BackOff();
        deepEqual([backOff.next(0), backOff.next(5), backOff.next(20)], [0, 10, 20]);
        // It was started 40 s in: the wait before does not count as running.
        equal(backOff.next(40 + 600), 40);
        equal(backOff.next(680 + 601), 0);
        equal(backOff.next(1290), 10);
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

describe("a probe's worker", () => {
    const period = { periodSeconds: 3, timeoutSeconds: 5, initialDelaySeconds: 0 };
    const probe = { path: "/", port: 80, successThreshold: 1, failureThreshold: 9, ...period };
    const container = { generation: 1, startedAt: 0, isStopping: false, isListening: true };

    it("makes up for one missed tick at once, and drops the others, like Go's ticker", () => {
        const queue = new EventQueue(0);
        const sent: number[] = [];
        const host = {
            queue,
            probeBackend: () => {
                sent.push(queue.now);
                return queue.now + (queue.now < 20 ? 100 : 0.1);
            },
            probed: () => undefined,
            decided: () => undefined,
        };
        const counts = { failures: 0, successes: 0 };
        new ProbeWorker(
            host as unknown as ProbeHost,
            container as unknown as Container,
            "liveness",
            probe,
            counts,
            0,
        );
        queue.runUntil(25);
        deepEqual(sent, [0, 5, 10, 15, 20, 21, 24]);
        deepEqual(counts, { failures: 4, successes: 3 });
    });
});
