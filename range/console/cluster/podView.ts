import type { V1ContainerStatus, V1Pod } from "@kubernetes/client-node";

import type { PodCondition, PodView } from "../messages";
import { secondsOf } from "./objectWatch";

/** A pod as people look at it: one condition, in words that kubectl uses too. */
export function podView(pod: V1Pod): PodView {
    const statuses = pod.status?.containerStatuses ?? [];
    const ends = statuses.flatMap(
        (one) => one.state?.terminated ?? one.lastState?.terminated ?? [],
    );
    return {
        name: pod.metadata?.name ?? "",
        ...conditionOf(pod, statuses),
        restarts: statuses.reduce((sum, { restartCount }) => sum + restartCount, 0),
        lastEnd: ends.at(0)?.reason ?? undefined,
        startedAt: secondsOf(pod.status?.startTime),
    };
}

function conditionOf(
    { metadata, status }: V1Pod,
    statuses: readonly V1ContainerStatus[],
): { readonly condition: PodCondition; readonly says: string } {
    const phase = status?.phase ?? "Pending";
    if (metadata?.deletionTimestamp !== undefined) {
        return { condition: "ending", says: "Terminating" };
    }
    const waiting = statuses.find(({ state }) => state?.waiting !== undefined)?.state?.waiting;
    if (waiting !== undefined) {
        const says = waiting.reason ?? "Waiting";
        return { condition: startsUp.has(says) ? "starting" : "waiting", says };
    }
    const ended = statuses.find(({ state }) => state?.terminated !== undefined)?.state?.terminated;
    if (ended !== undefined) {
        const condition = ended.exitCode === 0 ? "ending" : "failed";
        return { condition, says: ended.reason ?? "Terminated" };
    }
    if (statuses.length > 0 && statuses.every(({ ready }) => ready)) {
        return { condition: "ready", says: phase };
    }
    return phase === "Pending" || statuses.some(({ started }) => started === false)
        ? { condition: "starting", says: phase }
        : { condition: "unready", says: `${phase}, not ready` };
}

const startsUp: ReadonlySet<string> = new Set(["ContainerCreating", "PodInitializing"]);
