import { deepEqual, equal, ok } from "node:assert/strict";

import fc from "fast-check";

import { EventQueue } from "../../../../twin/clock/eventQueue";
import { Stream } from "../../../../twin/clock/stream";
import type { Cluster } from "../../../../twin/cluster";
import { type PodMetric, PodMetrics } from "../../../../twin/controllers/podMetrics";
import type { Container, Pod } from "../../../../twin/pod/pod";
import { type PodReading, recommendedReplicas } from "../../../../twin/controllers/replicaCount";
import { ScalingRules } from "../../../../twin/controllers/scalingRules";
import { objectsOf, played } from "../worlds";

const pod = (milli: number | undefined, isUnready = false): PodReading => ({
    used: milli === undefined ? undefined : milli / 1000,
    requested: 0.1,
    isUnready,
});

describe("how many replicas the CPU asks for", () => {
    // Target 70 % of requests of 100m; worked out from the documented algorithm
    // (kubernetes.io, Horizontal Pod Autoscaling, "Algorithm details").
    const cases: readonly [
        what: string,
        current: number,
        pods: readonly PodReading[],
        n: number,
    ][] = [
        ["ceil(2 x 140 / 70)", 2, [pod(140), pod(140)], 4],
        ["rounds up: ceil(1 x 80 / 70)", 1, [pod(80)], 2],
        ["stays within the tolerance of 0.1 above", 2, [pod(77), pod(77)], 2],
        ["drops the fraction of a percent first", 2, [pod(77.9), pod(77.9)], 2],
        ["leaves the tolerance just above", 2, [pod(78), pod(78)], 3],
        ["stays within the tolerance of 0.1 below", 2, [pod(63), pod(63)], 2],
        ["goes down: ceil(4 x 30 / 70)", 4, [pod(30), pod(30), pod(30), pod(30)], 2],
        ["stays when nobody has a reading that counts", 3, [pod(undefined), pod(9, true)], 3],
        ["takes unready pods as idle on the way up", 2, [pod(280), pod(900, true)], 4],
        ["ignores unready pods on the way down", 2, [pod(20), pod(900, true)], 1],
        ["takes missing pods as idle on the way up", 2, [pod(280), pod(undefined)], 4],
        [
            "takes missing pods as full on the way down",
            4,
            [pod(10), pod(10), pod(10), pod(undefined)],
            2,
        ],
        ["never turns round for missing pods: up", 2, [pod(80), pod(undefined)], 2],
        ["never turns round for missing pods: down", 2, [pod(50), pod(undefined)], 2],
    ];
    for (const [what, current, pods, replicas] of cases) {
        it(what, () => {
            equal(recommendedReplicas(current, 70, pods).replicas, replicas);
        });
    }

    it("shows the utilization in whole percent of the requests of pods that count", () => {
        equal(recommendedReplicas(2, 70, [pod(149.9), pod(900, true)]).utilization, 149);
        equal(recommendedReplicas(2, 70, [pod(undefined)]).utilization, undefined);
    });

    it("is a whole number that never goes against the usage of all ready pods", () => {
        const pods = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 10 });
        fc.assert(
            fc.property(pods, (usage) => {
                const { replicas } = recommendedReplicas(
                    usage.length,
                    70,
                    usage.map((milli) => pod(milli)),
                );
                // In whole percent, as the controller has it.
                const sum = usage.reduce((so, milli) => so + milli, 0);
                const mean = Math.floor(sum / usage.length);
                ok(Number.isInteger(replicas));
                ok(mean > 77 ? replicas > usage.length : replicas <= usage.length);
            }),
        );
    });
});

describe("how fast an autoscaler may go", () => {
    /** Recommendations every 15 s, and the count each time. */
    const walk = (start: number, recommended: readonly number[]): readonly number[] => {
        const rules = new ScalingRules();
        let current = start;
        return recommended.map((wanted, nth) => {
            const next = rules.allowed(15 * nth, current, wanted);
            rules.scaled(15 * nth, next - current);
            return (current = next);
        });
    };

    it("adds four pods or doubles in 15 s, whichever is more", () => {
        deepEqual(walk(1, [10, 10, 10]), [5, 10, 10]);
        deepEqual(walk(6, [40, 40, 40]), [12, 24, 40]);
    });

    it("goes down only to the highest recommendation of the last 300 s", () => {
        const counts = walk(10, [10, ...Array<number>(25).fill(2)]);
        // The 10 of second 0 counts until it is 300 s old.
        equal(counts.lastIndexOf(10), 19);
        equal(counts[20], 2);
    });

    it("is not drawn down by one low moment", () => {
        deepEqual(new Set(walk(6, [6, 6, 1, 6, 6, 1, 6])), new Set([6]));
    });
});

describe("what metrics-server knows of a pod", () => {
    /** A pod that uses nothing until it is busy, and then a quarter of a core; second by second. */
    function known(
        seed: number,
        { busyFrom, restartAt }: { readonly busyFrom: number; readonly restartAt?: number },
    ): readonly (PodMetric | undefined)[] {
        const queue = new EventQueue(0);
        const container = { generation: 1, startedAt: 0 } as unknown as Container;
        const cpuSecondsBy = (now: number): number =>
            0.25 * Math.max(0, now - Math.max(busyFrom, container.startedAt));
        Object.assign(container, { state: "running", cpuSecondsBy });
        const pod = { main: container, isGone: false } as unknown as Pod;
        Object.assign(container, { pod });
        const cluster = { queue, pods: [pod] } as unknown as Cluster;
        const metrics = new PodMetrics(cluster, new Stream(seed, "test"));
        metrics.start(new Stream(seed, "scrapes").between(0, 15));
        metrics.watch(container);
        return Array.from({ length: 120 }, (_, now) => {
            queue.runUntil(now);
            if (now === restartAt) {
                container.generation++;
                container.startedAt = now;
                metrics.watch(container);
            }
            return metrics.of(pod);
        });
    }
    const seeds = Array.from({ length: 20 }, (_, seed) => seed);

    it("is a mean over 10 s or more, of readings up to 35 s old", () => {
        for (const seed of seeds) {
            known(seed, { busyFrom: 60 }).forEach((metric, now) => {
                if (metric !== undefined) {
                    ok(metric.windowSeconds >= 10 && metric.windowSeconds <= 40);
                    ok(now - metric.at <= 35, `${now - metric.at} s old`);
                }
            });
        }
    });

    it("tells of load after 10 to 50 s, and of all of it later still", () => {
        const [first, all] = [0.001, 0.249].map((cores) =>
            seeds.map((seed) => {
                const seen = known(seed, { busyFrom: 60 });
                return seen.findIndex((one) => (one?.cores ?? 0) > cores) - 60;
            }),
        );
        ok(
            first?.every((seconds) => seconds >= 0 && seconds <= 36),
            String(first),
        );
        ok(
            all?.every((seconds) => seconds >= 11 && seconds <= 56),
            String(all),
        );
    });

    it("is nothing for 10 s after a start, whatever was known of the container before", () => {
        for (const seed of seeds) {
            const seen = known(seed, { busyFrom: 0, restartAt: 60 });
            const afterwards = seen.slice(60 + 16);
            ok(seen.slice(0, 10).every((metric) => metric === undefined));
            ok(afterwards.every((metric) => metric === undefined || metric.at >= 60 + 10));
            ok(afterwards.some((metric) => metric !== undefined));
        }
    });
});

describe("an autoscaler in a simulation", () => {
    it("looks for the first time 15 s after it was made", async () => {
        const load = { incident: "latency", duration: "60s" };
        const [without, autoscaled] = await Promise.all([
            objectsOf(load),
            objectsOf({ ...load, remediation: "hpa" }),
        ]);
        const { seen } = played(without, {
            phases: [
                { atSeconds: -30, objects: without },
                { atSeconds: 20, objects: autoscaled },
            ],
        });
        // More pods than there are is its minimum. A real node took 15.7 s.
        const scaled = seen.events.find(({ reason }) => reason === "SuccessfulRescale");
        equal(scaled?.at, 35);
    });

    it("by memory never adds a pod to a front-end that is out of CPU, and is blind in between", async () => {
        const objects = await objectsOf({ incident: "autoscaler", duration: "150s" });
        const { seen } = played(objects);
        const samples = seen.samples.flatMap(({ autoscalers }) => autoscalers);
        const figures = samples.flatMap(({ metrics }) => metrics[0]?.current ?? []);
        ok(samples.length > 0 && samples.every(({ desiredReplicas }) => desiredReplicas === 1));
        // 47 to 160 MiB of a request of 300.
        ok(Math.min(...figures) > 10 && Math.max(...figures) < 60, String(figures));
        ok(samples.some(({ metrics }) => metrics[0]?.current === undefined));
    });

    it("that goes by something else from one moment on looks at that", async () => {
        const [memory, cpu] = await Promise.all([
            objectsOf({ incident: "autoscaler", duration: "60s" }),
            objectsOf({ incident: "autoscaler", duration: "60s", remediation: "hpa" }),
        ]);
        const { seen } = played(memory, {
            phases: [
                { atSeconds: -30, objects: memory },
                { atSeconds: 30, objects: cpu },
            ],
        });
        const last = seen.samples.at(-1)?.autoscalers[0];
        equal(last?.metrics[0]?.resource, "cpu");
        equal(last.minReplicas, 2);
        ok(seen.events.some(({ reason, at }) => reason === "SuccessfulRescale" && at > 30));
    });

    it("of a busy shop adds pods 20 to 45 s after the load has begun", async () => {
        const objects = await objectsOf({
            incident: "hybrid",
            remediation: "hpa",
            duration: "80s",
        });
        const healthy = objects.filter(({ kind }) => kind !== "Job");
        for (const seed of [1, 2, 3, 4, 5]) {
            const { seen, result } = played(objects, {
                seed,
                beforeSeconds: 330,
                phases: [
                    { atSeconds: -330, objects: healthy },
                    { atSeconds: 0, objects },
                ],
            });
            const scaled = seen.events.find(
                ({ reason, at }) => reason === "SuccessfulRescale" && at > result.loadStart,
            );
            const seconds = (scaled?.at ?? NaN) - result.loadStart;
            ok(seconds > 17 && seconds < 45, `${seconds} s`);
        }
    });
});
