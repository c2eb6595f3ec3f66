import { deepEqual, equal } from "node:assert/strict";

import type { V1Pod } from "@kubernetes/client-node";

import type { ContainerView } from "../../../../range/node/pods/containerView";
import { statusOf } from "../../../../range/node/pods/podStatus";

const podWith = (spec: object): V1Pod =>
    ({ metadata: { name: "web", generation: 1 }, spec }) as unknown as V1Pod;

const pod = podWith({});

const container: ContainerView = {
    name: "web",
    image: "weaveworksdemos/front-end:0.3.12",
    id: "abc",
    state: { is: "running", startedAt: 100 },
    last: undefined,
    isReady: true,
    isStarted: true,
    restarts: 0,
};

const ended = { reason: "OOMKilled", exitCode: 137, id: "abc", startedAt: 100, finishedAt: 160 };

const statusWith = (changes: Partial<ContainerView>, of = pod) =>
    statusOf(
        of,
        { address: "10.244.0.2", startedAt: 90, containers: [{ ...container, ...changes }] },
        200,
        [],
    );

const conditionOf = ({ conditions }: ReturnType<typeof statusOf>, type: string) =>
    conditions.find((one) => one.type === type);

describe("the status that the simulated kubelet writes", () => {
    it("is Running and Ready when its containers are", () => {
        const status = statusWith({});
        equal(status.phase, "Running");
        equal(conditionOf(status, "Ready")?.status, "True");
        equal(status.podIP, "10.244.0.2");
    });

    it("says which containers are not ready", () => {
        const ready = conditionOf(statusWith({ isReady: false }), "Ready");
        equal(ready?.reason, "ContainersNotReady");
        equal(ready.message, "containers with unready status: [web]");
    });

    it("stays Running while a container waits in a crash loop, and keeps how the last one ended", () => {
        const status = statusWith({
            state: { is: "waiting", reason: "CrashLoopBackOff", message: "back-off 10s" },
            last: ended,
            isReady: false,
        });
        equal(status.phase, "Running");
        const [shown] = status.containerStatuses as Record<string, unknown>[];
        deepEqual(shown?.state, {
            waiting: { reason: "CrashLoopBackOff", message: "back-off 10s" },
        });
        deepEqual(shown.lastState, {
            terminated: {
                ...{ exitCode: 137, reason: "OOMKilled", containerID: "containerd://abc" },
                startedAt: "1970-01-01T00:01:40Z",
                finishedAt: "1970-01-01T00:02:40Z",
            },
        });
    });

    it("is Pending until a container has been there", () => {
        const waiting = { is: "waiting", reason: "ErrImagePull" } as const;
        equal(statusWith({ id: "", state: waiting, isReady: false }).phase, "Pending");
    });

    it("is Succeeded or Failed where a pod of a Job has ended, by its exit code", () => {
        const job = podWith({ restartPolicy: "Never" });
        const done = { ...ended, reason: "Completed", exitCode: 0 };
        const terminated = (end: typeof ended) =>
            statusWith({ state: { is: "terminated", ended: end }, isReady: false }, job);
        equal(terminated(done).phase, "Succeeded");
        equal(conditionOf(terminated(done), "Ready")?.reason, "PodCompleted");
        equal(terminated(ended).phase, "Failed");
    });

    it("keeps since when a condition holds as long as it does", () => {
        const first = statusWith({});
        const view = { address: "10.244.0.2", startedAt: 90, containers: [container] };
        deepEqual(
            conditionOf(statusOf(pod, view, 300, first.conditions), "Ready"),
            conditionOf(first, "Ready"),
        );
    });
});
