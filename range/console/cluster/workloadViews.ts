import type {
    V1Deployment,
    V1Job,
    V1LabelSelector,
    V1Pod,
    V2HorizontalPodAutoscaler,
} from "@kubernetes/client-node";

import type { AutoscalerView, LoadView, WorkloadView } from "../messages";
import { secondsOf } from "./objectWatch";
import { podView } from "./podView";

/** Deployments with the pods that they select. */
export function workloadViews(
    deployments: readonly V1Deployment[],
    pods: readonly V1Pod[],
    autoscalers: readonly V2HorizontalPodAutoscaler[],
): readonly WorkloadView[] {
    return deployments
        .map((deployment) => {
            const name = deployment.metadata?.name ?? "";
            const limits = deployment.spec?.template.spec?.containers[0]?.resources?.limits;
            const scaler = autoscalers.find(({ spec }) => spec.scaleTargetRef.name === name);
            return {
                name,
                wanted: deployment.spec?.replicas ?? 1,
                ready: deployment.status?.readyReplicas ?? 0,
                pods: pods
                    .filter((pod) => selects(deployment.spec?.selector, pod))
                    .map(podView)
                    .sort((one, other) => (one.name < other.name ? -1 : 1)),
                cpuLimit: limits?.cpu,
                memoryLimit: limits?.memory,
                autoscaler: scaler && autoscalerView(scaler),
            };
        })
        .sort((one, other) => (one.name < other.name ? -1 : 1));
}

function autoscalerView({ spec, status }: V2HorizontalPodAutoscaler): AutoscalerView {
    return {
        min: spec.minReplicas ?? 1,
        max: spec.maxReplicas,
        current: status?.currentReplicas ?? 0,
        desired: status?.desiredReplicas ?? 0,
    };
}

function selects(selector: V1LabelSelector | undefined, { metadata }: V1Pod): boolean {
    const pairs = Object.entries(selector?.matchLabels ?? {});
    return pairs.length > 0 && pairs.every(([key, value]) => metadata?.labels?.[key] === value);
}

/** Load runs are the Jobs of that role; the newest first. */
export function loadViews(jobs: readonly V1Job[]): readonly LoadView[] {
    return jobs
        .filter(({ metadata }) => metadata?.labels?.["app.kubernetes.io/component"] === "load")
        .map(loadView)
        .sort((one, other) => (other.startedAt ?? Infinity) - (one.startedAt ?? Infinity));
}

function loadView({ metadata, spec, status }: V1Job): LoadView {
    const failed = status?.conditions?.find(
        ({ type, status: isTrue }) => type === "Failed" && isTrue === "True",
    );
    const endedAt = secondsOf(status?.completionTime) ?? secondsOf(failed?.lastTransitionTime);
    const isUp = (status?.ready ?? status?.active ?? 0) > 0;
    const args = spec?.template.spec?.containers[0]?.args ?? [];
    return {
        name: metadata?.name ?? "",
        state: endedAt !== undefined ? "ended" : isUp ? "running" : "starting",
        startedAt: secondsOf(status?.startTime),
        endedAt,
        users: usersOf(args),
    };
}

/** As Locust is told: `--users 750`, or `--users=750`. */
function usersOf(args: readonly string[]): number | undefined {
    const at = args.findIndex((one) => /^(-u|--users)(=|$)/.test(one));
    const text = at < 0 ? "" : (args[at]?.split("=")[1] ?? args[at + 1] ?? "");
    return /^\d+$/.test(text) ? Number(text) : undefined;
}
