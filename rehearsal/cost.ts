import { amountOf } from "../shop/quantity";
import type { Evidence } from "../evidence/evidence";
import { kubernetesObjects } from "../plan/plan";
import type { Plan, PlannedObject } from "../plan/plan";
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

type Amounts = Readonly<Record<"cpu" | "memory", string>> | undefined;

interface DeploymentSpec {
    readonly replicas?: number;
    readonly template: {
        readonly spec: {
            readonly containers: readonly {
                readonly resources?: { readonly requests?: Amounts; readonly limits?: Amounts };
            }[];
        };
    };
}

interface AutoscalerSpec {
    readonly minReplicas?: number;
    readonly scaleTargetRef: { readonly name: string };
}

/** Sizes by Deployment. Where an autoscaler rules, the pods are its minimum. */
function sizesOf(plan: Plan): ReadonlyMap<string, PodSize> {
    const objects = kubernetesObjects(plan);
    const autoscaled = new Map(
        objects
            .filter(({ kind }) => kind === "HorizontalPodAutoscaler")
            .map(({ spec }) => spec as AutoscalerSpec)
            .map(({ scaleTargetRef, minReplicas = 1 }) => [scaleTargetRef.name, minReplicas]),
    );
    return new Map(
        objects
            .filter(({ kind }) => kind === "Deployment")
            .map((object) => [
                object.metadata.name,
                sizeOf(object, autoscaled.get(object.metadata.name)),
            ]),
    );
}

function sizeOf({ spec }: PlannedObject, autoscaled: number | undefined): PodSize {
    const { replicas = 1, template } = spec as DeploymentSpec;
    const { containers } = template.spec;
    const amounts = (kind: "requests" | "limits", what: "cpu" | "memory"): number =>
        sum(
            containers.map(({ resources }) => {
                const quantity = resources?.[kind]?.[what];
                return quantity === undefined ? 0 : amountOf(quantity);
            }),
        );
    return {
        pods: autoscaled ?? replicas,
        cpuRequest: amounts("requests", "cpu"),
        memoryRequest: amounts("requests", "memory"),
        cpuLimit: amounts("limits", "cpu"),
        memoryLimit: amounts("limits", "memory"),
    };
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
