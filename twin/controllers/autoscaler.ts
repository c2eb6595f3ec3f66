import type { Cluster } from "../cluster";
import type { AutoscalerSample } from "../observer";
import {
    cpuInitializationSeconds,
    initialReadinessSeconds,
    syncSeconds,
} from "../physics/autoscaler";
import type { Pod } from "../pod/pod";
import type { AutoscalerSpec } from "../read/world";
import type { Deployments } from "./deployments";
import type { PodMetric, PodMetrics } from "./podMetrics";
import { type PodReading, recommendedReplicas } from "./replicaCount";
import { ScalingRules } from "./scalingRules";

/** A HorizontalPodAutoscaler, from its creation until it is deleted. */
export class Autoscaler {
    private readonly rules = new ScalingRules();
    private isDeleted = false;
    private utilization: number | undefined;
    private desired: number;

    constructor(
        public spec: AutoscalerSpec,
        private readonly cluster: Cluster,
        private readonly deployments: Deployments,
        private readonly metrics: PodMetrics,
        firstSync: number,
    ) {
        this.desired = deployments.desired(spec.deployment);
        this.plan(firstSync);
    }

    /** Another spec under the same name: what it has recommended and done so far still counts. */
    use(spec: AutoscalerSpec): void {
        this.spec = spec;
    }

    delete(): void {
        this.isDeleted = true;
    }

    sample(): AutoscalerSample {
        const { name, deployment, minReplicas, maxReplicas, resource, targetUtilization } =
            this.spec;
        return {
            name,
            deployment,
            minReplicas,
            maxReplicas,
            currentReplicas: this.deployments.desired(deployment),
            desiredReplicas: this.desired,
            metrics: [{ resource, target: targetUtilization, current: this.utilization }],
        };
    }

    private plan(at: number): void {
        this.cluster.queue.at(at, () => {
            if (!this.isDeleted) {
                this.sync();
                this.plan(at + syncSeconds);
            }
        });
    }

    private sync(): void {
        const { deployment, minReplicas, maxReplicas, targetUtilization } = this.spec;
        const { now } = this.cluster.queue;
        const current = this.deployments.desired(deployment);
        if (current === 0) {
            return;
        }
        const readings = this.cluster
            .podsOf(deployment)
            .filter(({ isTerminating }) => !isTerminating)
            .map((pod) => this.reading(pod));
        const { replicas, utilization } = recommendedReplicas(current, targetUtilization, readings);
        this.utilization = utilization;
        // Out of bounds already: put right at once, whatever the rules say.
        const isOutside = current < minReplicas || current > maxReplicas;
        const within = clamp(isOutside ? current : replicas, minReplicas, maxReplicas);
        this.desired = isOutside ? within : this.rules.allowed(now, current, within);
        if (this.desired !== current) {
            this.rules.scaled(now, this.desired - current);
            this.announce(current);
            this.deployments.scale(deployment, this.desired);
        }
    }

    private reading(pod: Pod): PodReading {
        const metric = this.metrics.of(pod);
        return {
            ...(this.spec.resource === "cpu"
                ? { used: metric?.cores, requested: pod.cpuRequestCores }
                : { used: metric?.memoryBytes, requested: pod.memoryRequestBytes }),
            isUnready: this.isUnready(pod, metric),
        };
    }

    /**
     * Whether the pod is left out because it does not run yet. CPU is also left out of a pod that is
     * starting, or has never been ready; memory counts all the same (groupPods).
     */
    private isUnready(pod: Pod, metric: PodMetric | undefined): boolean {
        const { now } = this.cluster.queue;
        if (pod.main.startedAt === 0 && pod.main.id === "") {
            return true;
        }
        if (metric === undefined || this.spec.resource === "memory") {
            return false;
        }
        if (pod.createdAt + cpuInitializationSeconds > now) {
            return !pod.isReady || metric.at < pod.readySince + metric.windowSeconds;
        }
        return !pod.isReady && pod.createdAt + initialReadinessSeconds > pod.readySince;
    }

    private announce(current: number): void {
        const { name, deployment, minReplicas } = this.spec;
        const reason =
            current < minReplicas
                ? "Current number of replicas below Spec.MinReplicas"
                : this.desired > current
                  ? `${this.spec.resource} resource utilization (percentage of request) above target`
                  : "All metrics below target";
        this.cluster.event({
            type: "Normal",
            reason: "SuccessfulRescale",
            kind: "HorizontalPodAutoscaler",
            name,
            deployment,
            message: `New size: ${this.desired}; reason: ${reason}`,
        });
    }
}

function clamp(value: number, low: number, high: number): number {
    return Math.min(Math.max(value, low), high);
}
