/** The status that the kubelet writes of a pod (Kubernetes 1.35, pkg/kubelet/status). */
import { createHash } from "node:crypto";

import type { V1Pod } from "@kubernetes/client-node";

import { fullReference } from "../../../twin/kubelet/images";
import type { ContainerView, Ended, PodView } from "./containerView";

/**
 * The node's address, as kind has it: that of the kubelet's API. It leads nowhere but through the
 * cluster's socket; loopback's own the API server refuses to proxy to.
 */
export const nodeAddress = "172.18.0.2";

export interface Condition {
    readonly type: string;
    readonly status: "True" | "False";
    readonly lastProbeTime: null;
    readonly lastTransitionTime: string;
    readonly reason?: string;
    readonly message?: string;
    readonly observedGeneration?: number;
}

export interface WrittenStatus {
    readonly phase: string;
    readonly conditions: readonly Condition[];
    readonly [field: string]: unknown;
}

/** A time of the API: whole seconds. */
export function timestamp(seconds: number): string {
    return `${new Date(Math.floor(seconds) * 1000).toISOString().slice(0, 19)}Z`;
}

/** `before` is what was written last: a condition that stays keeps its time. */
export function statusOf(
    pod: V1Pod,
    view: PodView,
    now: number,
    before: readonly Condition[],
): WrittenStatus {
    const phase = phaseOf(pod, view);
    const hasStarted = view.containers.some(({ id }) => id !== "");
    const observedGeneration = pod.metadata?.generation;
    const condition = (type: string, holds: boolean, why: object = {}): Condition => {
        const status = holds ? "True" : "False";
        const known = before.find((one) => one.type === type && one.status === status);
        const lastTransitionTime = known?.lastTransitionTime ?? timestamp(now);
        const common = { type, status, lastProbeTime: null, lastTransitionTime } as const;
        return { ...common, ...(holds ? {} : why), observedGeneration };
    };
    const isOver = phase === "Succeeded" || phase === "Failed";
    const unready = view.containers.filter(({ isReady }) => !isReady).map(({ name }) => name);
    const why = isOver
        ? { reason: phase === "Succeeded" ? "PodCompleted" : "PodFailed" }
        : {
              reason: "ContainersNotReady",
              message: `containers with unready status: [${unready.join(" ")}]`,
          };
    const isReady = unready.length === 0 && !isOver;
    const scheduled = pod.status?.conditions?.find(({ type }) => type === "PodScheduled");
    return {
        observedGeneration,
        phase,
        conditions: [
            condition("PodReadyToStartContainers", hasStarted && !isOver),
            condition("Initialized", true),
            condition("Ready", isReady, why),
            condition("ContainersReady", isReady, why),
            ...(scheduled === undefined
                ? [condition("PodScheduled", true)]
                : [scheduled as unknown as Condition]),
        ],
        hostIP: nodeAddress,
        hostIPs: [{ ip: nodeAddress }],
        podIP: view.address,
        podIPs: [{ ip: view.address }],
        startTime: timestamp(view.startedAt),
        containerStatuses: view.containers.map(containerStatus),
    };
}

function phaseOf(pod: V1Pod, { containers }: PodView): string {
    if (containers.every(({ state }) => state.is === "terminated")) {
        const isFailed = containers.some(
            ({ state }) => state.is === "terminated" && state.ended.exitCode !== 0,
        );
        const isRestarted = (pod.spec?.restartPolicy ?? "Always") === "Always";
        if (!isRestarted || pod.metadata?.deletionTimestamp !== undefined) {
            return isFailed ? "Failed" : "Succeeded";
        }
    }
    return containers.every(({ id }) => id !== "") ? "Running" : "Pending";
}

function containerStatus(view: ContainerView): object {
    const { name, image, id, last, isReady, restarts, isStarted } = view;
    const reference = fullReference(image);
    return {
        name,
        state: stateOf(view),
        lastState: last === undefined ? {} : { terminated: terminated(last) },
        ready: isReady,
        restartCount: restarts,
        image: id === "" ? image : reference,
        // An image that nobody has pulled: its digest is made of its name.
        imageID:
            id === "" ? "" : `${reference.replace(/:[^:/]*$/, "")}@sha256:${digest(reference)}`,
        ...(id === "" ? {} : { containerID: `containerd://${id}` }),
        started: isStarted,
    };
}

function stateOf({ state }: ContainerView): object {
    switch (state.is) {
        case "waiting":
            return { waiting: { reason: state.reason, message: state.message } };
        case "running":
            return { running: { startedAt: timestamp(state.startedAt) } };
        case "terminated":
            return { terminated: terminated(state.ended) };
    }
}

function terminated({ reason, exitCode, id, startedAt, finishedAt }: Ended): object {
    return {
        exitCode,
        reason,
        startedAt: timestamp(startedAt),
        finishedAt: timestamp(finishedAt),
        containerID: `containerd://${id}`,
    };
}

function digest(text: string): string {
    return createHash("sha256").update(text).digest("hex");
}
