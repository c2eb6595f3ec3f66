import { deepEqual, equal, ok } from "node:assert/strict";

import fc from "fast-check";

import { CpuQuota } from "../../../../twin/node/cpuQuota";

const rounded = (value: number): number => Math.round(value * 1e9) / 1e9;

describe("a CPU limit as the kernel enforces it", () => {
    // 300m: 30 ms in each period of 100 ms.
    const cases: readonly [start: number, work: number, end: number][] = [
        [0, 0.02, 0.02],
        [0, 0.03, 0.03],
        [0, 0.031, 0.101],
        [0, 0.065, 0.205],
        [0.09, 0.02, 0.11],
        [0.05, 0.04, 0.11],
    ];
    for (const [start, work, end] of cases) {
        it(`ends ${1000 * work} ms of work from ${start} s on at ${end} s under 300m`, () => {
            equal(rounded(new CpuQuota(0.3, 0).finish(start, work)), end);
        });
    }

    it("counts periods, throttled ones and the time stood still", () => {
        const quota = new CpuQuota(0.3, 0);
        quota.finish(0, 0.065);
        deepEqual(
            [quota.periods, quota.throttledPeriods, rounded(quota.throttledSeconds)],
            [3, 2, 0.14],
        );
        equal(rounded(quota.cpuSeconds), 0.065);
    });

    it("throttles nobody with a core or more, or without a limit", () => {
        for (const limit of [1, 2, undefined]) {
            const quota = new CpuQuota(limit, 0);
            equal(rounded(quota.finish(0.05, 3)), 3.05);
            equal(quota.throttledPeriods, 0);
        }
    });

    it("never gives more than the quota of the periods touched, whatever is asked", () => {
        const jobs = fc.array(
            fc.record({
                gap: fc.double({ min: 0, max: 0.3, noNaN: true }),
                work: fc.double({ min: 0, max: 0.05, noNaN: true }),
            }),
            { minLength: 1, maxLength: 60 },
        );
        fc.assert(
            fc.property(jobs, fc.integer({ min: 10, max: 990 }), (wanted, milli) => {
                const quota = new CpuQuota(milli / 1000, 0);
                let at = 0;
                for (const { gap, work } of wanted) {
                    const start = at + gap;
                    at = quota.finish(start, work);
                    ok(at >= start + work - 1e-9);
                }
                const periods = Math.ceil(at / 0.1 + 1e-9);
                ok(quota.cpuSeconds <= (periods * milli) / 10_000 + 1e-9);
                ok(quota.throttledPeriods <= quota.periods);
            }),
        );
    });
});
