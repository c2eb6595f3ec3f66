import type { Evidence } from "../evidence/evidence";
import { kubernetesObjects } from "../plan/plan";
import type { Plan } from "../plan/plan";
import { readAutoscalers, readDeployments } from "../twin/read/world";
import { sum } from "../verdict/series";
import type { ArmCost } from "./types";

/** What one pod of a Deployment asks for, and may use, all its containers together. */
interface PodSize {
    readonly pods: number;
    readonly cpuRequest: number;
    readonly memoryRequest: number;
    readonly cpuLimit: number;
    readonly memoryLimit: number;
}

/** Sizes by Deployment. Where an autoscaler rules, the pods are its minimum. */
function sizesOf(plan: Plan): ReadonlyMap<string, PodSize> {
    const objects = kubernetesObjects(plan);
    const autoscaled = new Map(
        readAutoscalers(objects).map(({ deployment, minReplicas }) => [deployment, minReplicas]),
    );
    return new Map(
        readDeployments(objects).map(({ name, replicas = 1, containers }) => [
            name,
            {
                pods: autoscaled.get(name) ?? replicas,
                cpuRequest: sum(containers.map((one) => one.cpuRequestCores)),
                memoryRequest: sum(containers.map((one) => one.memoryRequestBytes)),
                cpuLimit: sum(containers.map((one) => one.cpuLimitCores ?? 0)),
                memoryLimit: sum(containers.map((one) => one.memoryLimitBytes ?? 0)),
            },
        ]),
    );
}

/** The most pods that a Deployment had in a run; undefined where the evidence does not say. */
function peakPods({ series }: Evidence, deployment: string): number | undefined {
    const values = series
        .filter(
            ({ metric, tags }) =>
                metric === "kubernetes_state.deployment.replicas_desired" &&
                tags.kube_deployment === deployment,
        )
        .flatMap((one) => one.values);
    return values.length === 0 ? undefined : Math.max(...values);
}

/** The cost of an arm's healthy plan next to the plan without remediation, and at its peak. */
export function costOf(without: Plan, withIt: Plan, evidence: Evidence): ArmCost {
    const before = sizesOf(without);
    const after = sizesOf(withIt);
    const total = (
        sizes: ReadonlyMap<string, PodSize>,
        what: (size: PodSize, deployment: string) => number,
    ): number => sum([...sizes].map(([deployment, size]) => what(size, deployment)));
    const added = (what: (size: PodSize) => number): number =>
        rounded(total(after, what) - total(before, what));
    const peak = (what: (size: PodSize) => number): number =>
        rounded(
            total(after, (size, name) => (peakPods(evidence, name) ?? size.pods) * what(size)) -
                total(before, (size) => size.pods * what(size)),
        );
    return {
        addedCpuRequestCores: added(({ pods, cpuRequest }) => pods * cpuRequest),
        addedMemoryRequestBytes: added(({ pods, memoryRequest }) => pods * memoryRequest),
        addedCpuLimitCores: added(({ pods, cpuLimit }) => pods * cpuLimit),
        addedMemoryLimitBytes: added(({ pods, memoryLimit }) => pods * memoryLimit),
        addedPods: added(({ pods }) => pods),
        peakAddedPods: peak(() => 1),
        peakAddedCpuRequestCores: peak(({ cpuRequest }) => cpuRequest),
        peakAddedMemoryRequestBytes: peak(({ memoryRequest }) => memoryRequest),
    };
}

/** Without what sums of tenths leave behind. */
const rounded = (value: number): number => Number(value.toFixed(6));
