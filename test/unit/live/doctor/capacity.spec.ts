import assert from "node:assert/strict";

import { capacityFinding, requestsOf, type Room } from "../../../../live/doctor/capacity";
import type { JsonObject } from "../../../../live/snapshot/json";

const gib = 2 ** 30;

const node = (name: string, cpu: string, memory: string, spec: JsonObject = {}): JsonObject => ({
    metadata: { name },
    spec,
    status: { allocatable: { cpu, memory, pods: "110" } },
});

const pods = (count: number, cpuCores: number, gibibytes: number): readonly Room[] =>
    Array.from({ length: count }, () => ({ cpuCores, memoryBytes: gibibytes * gib }));

const other = (nodeName: string, cpu: string, phase = "Running"): JsonObject => ({
    spec: { nodeName, containers: [{ resources: { requests: { cpu } } }] },
    status: { phase },
});

describe("room for the shop", () => {
    it("is what the nodes have beside the pods of others", () => {
        const four = [node("a", "4", "8Gi")];
        assert.equal(capacityFinding(pods(4, 1, 1), four, []).standing, "ok");
        const { standing, found } = capacityFinding(pods(4, 1, 1), four, [other("a", "100m")]);
        assert.equal(standing, "missing");
        assert.match(
            found,
            /4 pods request 4\.00 CPUs, 4\.0 GiB; free: 3\.90 CPUs, 8\.0 GiB; 1 pod/,
        );
    });

    it("is not taken by pods that have ended", () => {
        const ended = [other("a", "1", "Succeeded"), other("a", "1", "Failed")];
        assert.equal(capacityFinding(pods(4, 1, 1), [node("a", "4", "8Gi")], ended).standing, "ok");
    });

    it("is not the sum over nodes: a pod goes to one of them", () => {
        const two = [node("a", "1", "2Gi"), node("b", "1", "2Gi")];
        assert.equal(capacityFinding(pods(1, 1.5, 1), two, []).standing, "missing");
        assert.equal(capacityFinding(pods(2, 1, 2), two, []).standing, "ok");
    });

    it("ends with the number of pods that a node takes", () => {
        const full = node("a", "4", "8Gi");
        const small = { ...full, status: { allocatable: { cpu: "4", memory: "8Gi", pods: "1" } } };
        assert.equal(capacityFinding(pods(2, 0.1, 0.1), [small], []).standing, "missing");
    });

    it("is not on nodes that take no pods", () => {
        const closed = [
            node("cordoned", "4", "8Gi", { unschedulable: true }),
            node("tainted", "4", "8Gi", { taints: [{ key: "x", effect: "NoSchedule" }] }),
        ];
        assert.equal(capacityFinding(pods(1, 1, 1), closed, []).standing, "missing");
        const soft = node("b", "4", "8Gi", { taints: [{ key: "x", effect: "PreferNoSchedule" }] });
        assert.equal(capacityFinding(pods(1, 1, 1), [...closed, soft], []).standing, "ok");
    });

    it("counts a limit where there is no request, as Kubernetes does, over all containers", () => {
        const limited = { resources: { limits: { cpu: "500m", memory: "1Gi" } } };
        const both = { resources: { limits: { cpu: "2" }, requests: { cpu: "250m" } } };
        assert.deepEqual(requestsOf({ containers: [limited, both, {}] }), {
            cpuCores: 0.75,
            memoryBytes: gib,
        });
    });
});
