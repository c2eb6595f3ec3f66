import assert from "node:assert/strict";

import type { Evidence } from "../../../evidence/evidence";
import type { ClusterSample, PodSample } from "../../../twin/observer";
import { Telemetry } from "../../../twin/telemetry/telemetry";
import { nodeUseOf } from "../../../verdict/nodeUse";
import { epoch } from "../evidence/sample";

/** As far as the node's CPU is concerned. */
const front = {
    name: "front-end-1",
    deployment: "front-end",
    replicaSet: "front-end-a",
    container: "front-end",
    containerId: "one",
    image: "weaveworksdemos/front-end:0.3.12",
    state: "running",
    isPending: false,
    restarts: 0,
    cpuSeconds: 0,
    starvedSeconds: 0,
    starvedCpuSeconds: 0,
    cpuRequestCores: 0.1,
    cpuLimitCores: 0.3,
    memoryBytes: 0,
    memoryRequestBytes: 0,
} as PodSample;

/** A minute under load on two CPUs, between half a minute before and one after. */
function watched(
    at: (second: number) => Partial<Omit<ClusterSample, "at">>,
    loadSeconds = 60,
): Evidence {
    const telemetry = new Telemetry({
        input: {
            namespace: "sock-shop",
            phases: [],
            beforeSeconds: 30,
            afterSeconds: 0,
            seed: 1,
            hostSpeed: "lab",
            nodeCpus: 2,
            epoch,
        },
        run: { incident: "hybrid", remediation: "none", users: 50, settings: {} },
    });
    for (let second = -30; second <= 90; second++) {
        telemetry.sampled({
            at: epoch + second,
            node: { cpus: 2, cpuSeconds: 0, saturatedSeconds: 0 },
            generator: undefined,
            pods: [front],
            deployments: [],
            autoscalers: [],
            queue: undefined,
            users: 0,
            waitingUsers: 0,
            ...at(second),
        });
    }
    const until = epoch + 90;
    const times = { from: epoch - 30, until, loadStart: epoch, loadEnd: epoch + loadSeconds };
    return telemetry.finish({ ...times, generator: undefined });
}

function near(actual: number | null | undefined, expected: number): void {
    assert.ok(Math.abs((actual ?? NaN) - expected) < 0.01, `${actual}, not ${expected}`);
}

/** Seconds under load so far. */
const loaded = (second: number): number => Math.min(60, Math.max(0, second));

describe("what the node's CPUs had to carry", () => {
    const short = watched((second) => {
        const starved = 0.5 * loaded(second);
        const generator = { cpuLimitCores: 1, starvedSeconds: 6, starvedCpuSeconds: 3 };
        return {
            // Half a core at rest, all of it under load, short of it for half of that time.
            node: {
                cpus: 2,
                cpuSeconds: 0.5 * second + 1.5 * loaded(second),
                saturatedSeconds: starved,
            },
            pods: [{ ...front, starvedSeconds: starved, starvedCpuSeconds: 0.2 * starved }],
            generator: second > 10 ? generator : undefined,
        };
    });

    it("is counted under load only", () => {
        const use = nodeUseOf(short);
        assert.ok(use);
        assert.equal(use.cpus, 2);
        near(use.usedShare, 1);
        near(use.saturatedShare, 0.5);
    });

    it("says who lacked CPU, for how long, what it got, and what its limit would have given", () => {
        const [pod, load] = nodeUseOf(short)?.starved ?? [];
        assert.deepEqual([pod?.deployment, load?.deployment], ["front-end", undefined]);
        near(pod?.timeShare, 0.5);
        near(pod?.cores, 0.2);
        near(pod?.limitCores, 0.3);
        near(load?.timeShare, 0.1);
        near(load?.cores, 0.5);
    });

    it("names nobody where there was enough", () => {
        const use = nodeUseOf(watched(() => ({})));
        assert.deepEqual([use?.starved, use?.saturatedShare, use?.podsPending], [[], 0, 0]);
    });

    it("counts pods that no node has room for, once each", () => {
        const exporter = { ...front, container: "exporter", isPending: true };
        const pods = [{ ...front, isPending: true }, exporter];
        const use = nodeUseOf(watched((second) => (second > 20 ? { pods } : {})));
        assert.equal(use?.podsPending, 1);
    });

    it("says when there was no load at all, and knows nothing of a real cluster's node", () => {
        const unloaded = watched(() => ({}), 0);
        assert.equal(nodeUseOf(unloaded)?.isLoadMissing, true);
        assert.equal(nodeUseOf(unloaded)?.usedShare, null);
        const run = { ...unloaded.run, nodeCpus: undefined };
        assert.equal(nodeUseOf({ ...unloaded, run }), null);
    });
});
