import { deepEqual, equal, ok } from "node:assert/strict";

import { EventQueue } from "../../../../twin/clock/eventQueue";
import { BackOff } from "../../../../twin/kubelet/backOff";
import { kubelets } from "../../../../twin/kubelet/rules";
import { ProbeResults } from "../../../../twin/kubelet/probeResults";
import { type ProbeHost, ProbeWorker } from "../../../../twin/kubelet/probeWorker";
import type { Container } from "../../../../twin/pod/pod";

/** When each container is started after an exit, as long as nothing jitters. */
function starts(
    exits: readonly number[],
    exit: "killed" | "byItself",
    backOff = new BackOff(kubelets.real),
): readonly number[] {
    return exits.map((at) => {
        if (backOff.ended(at, exit)) {
            return at;
        }
        const allowedAt = backOff.sync(at);
        if (allowedAt > at) {
            equal(backOff.sync(allowedAt), allowedAt);
        }
        return allowedAt;
    });
}

/** Each container's exit and how long its restart was held back. */
const waits = (...run: Parameters<typeof starts>): readonly number[] =>
    starts(...run).map((at, nth) => at - (run[0][nth] ?? 0));

describe("CrashLoopBackOff of a container that ends by itself", () => {
    it("is 0, 10, 20, 40, 80, 160 and then always 300 s from its exit", () => {
        const backOff = new BackOff(kubelets.real);
        let at = 0;
        const delays = Array.from({ length: 9 }, () => {
            const [delay = NaN] = waits([at], "byItself", backOff);
            at += delay + 10;
            return delay;
        });
        deepEqual(delays, [0, 10, 20, 40, 80, 160, 300, 300, 300]);
    });

    it("is forgotten when nothing was restarted for more than ten minutes", () => {
        const backOff = new BackOff(kubelets.real);
        const wait = (at: number): number => waits([at], "byItself", backOff)[0] ?? NaN;
        deepEqual([wait(0), wait(5), wait(20)], [0, 10, 20]);
        // It was started 40 s in: the wait before does not count as running.
        equal(wait(40 + 600), 40);
        equal(wait(680 + 601), 0);
        equal(wait(1290), 10);
    });

    it("is what a kubelet that compares every exit with itself has for its own kills too", () => {
        const backOff = new BackOff(kubelets.standIn);
        deepEqual(waits([15, 30, 60, 105], "killed", backOff), [0, 10, 20, 40]);
    });
});

/*
 * Runs of facts that nobody here can repeat: exits of the front-end's container in seconds after
 * the start of the load, all by liveness. The restart times follow from the exits alone.
 */
describe("CrashLoopBackOff of a container that the kubelet kills", () => {
    const runs = [
        {
            run: "hybrid on a real node",
            exits: [14, 29, 44, 59, 104, 119, 263, 479],
            held: [0, 0, 0, 20, 0, 80, 160, 300],
            // Seen: what the jitter of the kubelet's queue and its ticks make of it.
            seen: [14, 29, 44, 84, 104, 200, 436],
        },
        {
            run: "hybrid on a busy node",
            exits: [10, 25, 41, 55, 101, 116, 262],
            held: [0, 0, 0, 20, 0, 80, 160],
            seen: [],
        },
        {
            run: "crash on a real node",
            exits: [15, 27, 42, 60, 105, 123],
            held: [0, 0, 0, 20, 0, 80],
            seen: [],
        },
        {
            run: "latency on a real node",
            exits: [43, 58, 73, 88, 133, 148],
            held: [0, 0, 0, 20, 0, 80],
            seen: [],
        },
        {
            run: "hybrid as published, of a pod that had ended before",
            exits: [14, 28, 44, 87, 100, 249, 430],
            held: [0, 0, 20, 0, 80, 160, 300],
            seen: [],
            hasEnded: true,
        },
    ];
    for (const { run, exits, held, seen, hasEnded } of runs) {
        it(`compares with the exit before: ${run}`, () => {
            const backOff = new BackOff(kubelets.real, hasEnded === true ? -40_000 : undefined);
            const allowed = starts(exits, "killed", backOff);
            deepEqual(
                allowed.map((at, nth) => at - (exits[nth] ?? 0)),
                held,
            );
            for (const [nth, at] of allowed.slice(0, -1).entries()) {
                // The next container was killed by its probe: after 5 s, and three of them.
                const life = (exits[nth + 1] ?? Infinity) - at;
                ok(life >= 11, `start ${at} before the exit at ${exits[nth + 1]}`);
                ok(life <= 75, `start ${at} long before the exit at ${exits[nth + 1]}`);
            }
            for (const [nth, at] of seen.entries()) {
                const start = allowed[nth] ?? NaN;
                ok(at >= start && at <= start + latest(held[nth] ?? 0), `${at} for ${start}`);
            }
        });
    }

    it("is shared with exits of its own", () => {
        const backOff = new BackOff(kubelets.real);
        deepEqual(waits([10, 30], "killed", backOff), [0, 0]);
        deepEqual(waits([34], "byItself", backOff), [10]);
        // Compared with the exit at 34, 16 s ago, and then with itself.
        deepEqual(waits([50], "killed", backOff), [20]);
    });

    it("begins anew ten minutes after the last restart", () => {
        const backOff = new BackOff(kubelets.real);
        deepEqual(waits([0, 15, 30, 45], "killed", backOff), [0, 0, 0, 20]);
        deepEqual(waits([65 + 601, 680], "killed", backOff), [0, 0]);
    });
});

/** How much longer than its back-off a restart may take: each look is late by half its wait. */
function latest(seconds: number): number {
    return seconds === 0 ? 1 : 0.5 * Math.min(seconds, 60) + 3;
}

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
