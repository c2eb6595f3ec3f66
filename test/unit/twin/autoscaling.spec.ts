import { deepEqual, equal, ok } from "node:assert/strict";

import fc from "fast-check";

import { type PodReading, recommendedReplicas } from "../../../twin/controllers/replicaCount";
import { ScalingRules } from "../../../twin/controllers/scalingRules";

const pod = (milli: number | undefined, isUnready = false): PodReading => ({
    cores: milli === undefined ? undefined : milli / 1000,
    requestCores: 0.1,
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
