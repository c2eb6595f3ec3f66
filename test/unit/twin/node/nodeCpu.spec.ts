import { deepEqual, equal, ok } from "node:assert/strict";

import fc from "fast-check";

import type { PlannedObject } from "../../../../plan/plan";
import { fillLevel } from "../../../../twin/node/waterFilling";
import type { ClusterSample } from "../../../../twin/observer";
import { EventQueue } from "../../../../twin/clock/eventQueue";
import { CpuQuota, periodSeconds } from "../../../../twin/node/cpuQuota";
import { NodeCpu } from "../../../../twin/node/nodeCpu";
import { hashOf, objectsOf, played, type Recorder, withContainer } from "../worlds";

const rounded = (value: number): number => Math.round(value * 1e9) / 1e9;

describe("a node's CPUs among those who want them", () => {
    const given = (wishes: readonly [cores: number, shares: number][], cores: number) => {
        const level = fillLevel(
            wishes.map(([wish, shares]) => ({ cores: wish, shares })),
            cores,
        );
        return wishes.map(([wish, shares]) => rounded(Math.min(wish, level * shares)));
    };

    it("are divided by shares", () => {
        deepEqual(
            given(
                [
                    [1, 102],
                    [1, 102],
                    [1, 204],
                ],
                1,
            ),
            [0.25, 0.25, 0.5],
        );
    });

    it("go to the others where one wants less than its share", () => {
        deepEqual(
            given(
                [
                    [0.1, 1000],
                    [1, 100],
                    [1, 100],
                ],
                1.1,
            ),
            [0.1, 0.5, 0.5],
        );
        deepEqual(given([[0.3, 100]], 2), [0.3]);
    });

    it("leave two shares to whoever requests nothing", () => {
        deepEqual(
            given(
                [
                    [1, 2],
                    [1, 998],
                ],
                1,
            ),
            [0.002, 0.998],
        );
    });

    it("are given out to the last, and nobody gets more than it wants", () => {
        const wish = fc.tuple(
            fc.double({ min: 0.001, max: 2, noNaN: true }),
            fc.integer({ min: 2, max: 2048 }),
        );
        fc.assert(
            fc.property(
                fc.array(wish, { minLength: 1, maxLength: 20 }),
                fc.double({ min: 0.1, max: 8, noNaN: true }),
                (wishes, cores) => {
                    const sum = (values: readonly number[]): number =>
                        values.reduce((all, value) => all + value, 0);
                    const wanted = sum(wishes.map(([one]) => one));
                    const all = sum(given(wishes, cores));
                    ok(Math.abs(all - Math.min(wanted, cores)) < 1e-6, `${all} of ${cores}`);
                },
            ),
        );
    });
});

describe("a CPU limit on a node that is short of CPU", () => {
    it("is what the node grants, and the kernel does not call it throttled", () => {
        const quota = new CpuQuota(0.3, 0);
        quota.grant(0.1);
        equal(rounded(quota.finish(0, 0.025)), 0.205);
        deepEqual([quota.throttledPeriods, quota.periods], [0, 3]);
        quota.grant(Infinity);
        equal(rounded(quota.finish(0.3, 0.03)), 0.33);
    });

    it("lets long work be handed in period by period, with the same end", () => {
        const [whole, parts] = [new CpuQuota(0.3, 0.03), new CpuQuota(0.3, 0.03)];
        const end = whole.finish(1, 0.29);
        let left = parts.advance(1, 0.29);
        while (left > 0) {
            left = parts.advance(parts.pausedUntil, left);
        }
        deepEqual([parts.pausedUntil, parts.cpuSeconds], [end, whole.cpuSeconds]);
        equal(parts.throttledSeconds, whole.throttledSeconds);
    });
});

describe("namespaces on the CPUs of one node", () => {
    const seconds = 20;

    /** Cores that a thread of each gets that always has something to do, by its shares. */
    function shared(cpus: number, threads: readonly number[]): readonly number[] {
        const worlds = threads.map((shares) => {
            const queue = new EventQueue(0);
            const node = new NodeCpu(queue, cpus, 0);
            const quota = new CpuQuota(undefined, 0, shares);
            node.add(quota);
            return { queue, node, quota };
        });
        for (const { node } of worlds) {
            node.neighbours = () =>
                worlds.filter((one) => one.node !== node).map((one) => one.node);
        }
        for (let period = 0; period < seconds / periodSeconds; period++) {
            for (const { queue, quota } of worlds) {
                queue.runUntil(period * periodSeconds);
                quota.advance(period * periodSeconds, Infinity);
            }
        }
        return worlds.map(({ quota }) => quota.cpuSeconds / seconds);
    }

    it("have all they want while there is enough", () => {
        for (const cores of shared(3, [100, 100])) {
            ok(cores > 0.99, `${cores} cores`);
        }
    });

    it("get by their shares what there is, as those of one namespace do", () => {
        const [small = 0, large = 0] = shared(1, [100, 300]);
        ok(Math.abs(large / small - 3) < 0.2, `${small} and ${large} cores`);
        ok(small + large < 1.05, `${small + large} cores of one CPU`);
        ok(small + large > 0.8, "some of it is the system's");
    });
});

describe("a simulated node", () => {
    const settings = { incident: "hybrid", remediation: "replicas", duration: "60s" };
    let objects: readonly PlannedObject[];
    before(async () => {
        objects = await objectsOf(settings);
    });

    /** On a node of one CPU, where everybody else requests so little that all of it fits. */
    function crowded(nodeCpus: number): Recorder {
        const names = [
            "carts",
            "catalogue",
            "orders",
            "payment",
            "queue-master",
            "shipping",
            "user",
        ];
        const fitting = names.reduce(
            (all, name) =>
                withContainer(all, name, (container) => ({
                    ...container,
                    resources: { requests: { cpu: "10m" }, limits: { cpu: "300m" } },
                })),
            objects,
        );
        return played(fitting, { hostSpeed: "published", nodeCpus }).seen;
    }

    /** Everything but how many CPUs the node has. */
    function calls(nodeCpus: number): string {
        const { seen } = played(objects, { hostSpeed: "published", nodeCpus });
        const samples = seen.samples.map((sample) => ({
            ...sample,
            node: { ...sample.node, cpus: 0 },
        }));
        return hashOf(Object.assign(seen, { samples }));
    }

    it("changes nothing while there is enough for all, to the byte", () => {
        equal(calls(4), calls(1000));
    });

    it("gives no more than it has, and less than its limit to whoever wants too much", () => {
        const nodeCpus = 1;
        const seen = crowded(nodeCpus);
        const used = (sample: ClusterSample): number => sample.node.cpuSeconds;
        for (const [at, sample] of seen.samples.entries()) {
            const before = seen.samples[at - 5];
            if (before !== undefined) {
                const cores = (used(sample) - used(before)) / 5;
                ok(cores <= nodeCpus * 1.06, `${cores} cores at ${sample.at}`);
            }
        }
        const last = seen.samples.at(-1);
        // A container's counters end with it, and these are killed.
        const starved = seen.samples.flatMap(({ pods }) =>
            pods.filter(({ starvedSeconds }) => starvedSeconds > 5),
        );
        ok(starved.some(({ deployment }) => deployment === "front-end"));
        ok((last?.node.saturatedSeconds ?? 0) > 20);
        for (const { starvedCpuSeconds, starvedSeconds } of starved) {
            ok(starvedCpuSeconds / starvedSeconds < 0.25);
        }
    });

    it("that does other work beside has as much less for the shop: a fix may not help there", async () => {
        const { incident, remediation } = settings;
        const three = await objectsOf({ incident, remediation, duration: "100s" });
        const killed = (otherCores: number): number => {
            const { seen } = played(three, { hostSpeed: "published", nodeCpus: 2, otherCores });
            return seen.events.filter(({ message }) => message.includes("failed liveness")).length;
        };
        equal(killed(0), 0);
        ok(killed(1.2) >= 6, "each of three pods, again and again");
    });

    it("that is too small for a fix makes users wait who would not with more", () => {
        const meanSeconds = (nodeCpus: number): number => {
            const { ended } = crowded(nodeCpus);
            const waited = ended.map(({ startedAt, endedAt }) => endedAt - startedAt);
            return waited.reduce((sum, seconds) => sum + seconds, 0) / waited.length;
        };
        const [small, large] = [meanSeconds(1), meanSeconds(4)];
        ok(small > 3 * large, `${small} s, and ${large} s`);
    });
});
