import assert from "node:assert/strict";

import type { Series, Tags } from "../../../evidence/evidence";
import { fineMetrics } from "../../../evidence/fineMetrics";
import { podLoadsOf } from "../../../verdict/podLoads";
import { sample } from "../evidence/sample";

const base = sample();
const { loadStart } = base.run;
const run = { ...base.run, loadEnd: loadStart + 60 };

function series(
    metric: string,
    tags: Tags,
    step: number,
    value: (second: number) => number,
): Series {
    const seconds = Array.from({ length: 80 / step }, (_, index) => index * step);
    return {
        metric,
        tags,
        intervalSeconds: step,
        times: seconds.map((second) => loadStart + second),
        values: seconds.map(value),
    };
}

const answered = (pod: string, value: (second: number) => number): Series =>
    series(fineMetrics.answered, { kube_deployment: "front-end", pod_name: pod }, 1, value);

const cpu = (pod: string, cores: number): Series[] => {
    const tags = { pod_name: pod, kube_container_name: "front-end" };
    return [
        series("container.cpu.usage", tags, 15, () => cores * 1e9),
        series("container.cpu.limit", tags, 15, () => 0.3e9),
        series("kubernetes.cpu.cfs.periods", tags, 15, () => 10),
        series("kubernetes.cpu.cfs.throttled.periods", tags, 15, () => (cores > 0.2 ? 9 : 0)),
    ];
};

describe("the load of each pod", () => {
    const evidence = {
        ...base,
        run,
        fine: [answered("idle", () => 1), answered("busy", (second) => (second <= 30 ? 50 : 9))],
        series: [...cpu("idle", 0.003), ...cpu("busy", 0.3)],
    };

    it("is what it answered and how much of its limit it used, the busiest first", () => {
        const [busy, idle] = podLoadsOf(evidence, loadStart + 30);
        assert.deepEqual([busy?.pod, busy?.requests, busy?.share], ["busy", 270, 0.9]);
        assert.deepEqual([busy?.cpuOfLimit, busy?.throttled], [1, 0.9]);
        assert.deepEqual([idle?.pod, idle?.requests, idle?.seconds], ["idle", 30, 30]);
        assert.ok(Math.abs((idle?.cpuOfLimit ?? 0) - 0.01) < 1e-9);
    });

    it("has a pod that came late, and leaves out what a rollout took away", () => {
        const gone = answered("gone", () => 100);
        const short = { ...gone, times: gone.times.slice(0, 40), values: gone.values.slice(0, 40) };
        const late = answered("late", () => 0);
        const young = { ...late, times: late.times.slice(55), values: late.values.slice(55) };
        const fine = [...evidence.fine, short, young];
        const pods = podLoadsOf({ ...evidence, fine }, loadStart + 30);
        assert.deepEqual(
            pods.map(({ pod }) => pod),
            ["busy", "idle", "late"],
        );
        // Shares are of all that was answered: 900 more by the pod that is gone.
        assert.equal(pods[0]?.share, 270 / 1_200);
    });
});
