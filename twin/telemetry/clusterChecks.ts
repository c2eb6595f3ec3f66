import type { Tags } from "../../evidence/evidence";
import type { ClusterSample, PodSample } from "../observer";
import { ContainerChecks } from "./containerChecks";
import type { ClusterFacts } from "./clusterFacts";
import { RunningCounts } from "./runningCounts";
import { SeriesSet } from "./seriesBook";
import type { SeriesBook } from "./seriesBook";
import { hostTags } from "./tags";

/** The agent's checks of the whole cluster, once every 15 s. */
export class ClusterChecks {
    private readonly containers = new Map<string, ContainerChecks>();
    private readonly groups = new Map<string, SeriesSet>();
    private readonly running: RunningCounts;

    constructor(
        private readonly facts: ClusterFacts,
        private readonly book: SeriesBook,
    ) {
        this.running = new RunningCounts(facts, book);
    }

    check(time: number, sample: ClusterSample): void {
        // The agent knows what is on its node; a pod without one is in the API server only.
        const placed = sample.pods.filter(({ isPending }) => !isPending);
        for (const pod of placed) {
            this.containerChecks(pod).check(time, pod);
        }
        if (this.containers.size > placed.length) {
            this.forget(placed);
        }
        this.running.check(time, placed);
        this.deployments(time, sample);
        this.autoscalers(time, sample);
    }

    /** The tags of what is there are to be made anew. */
    retag(): void {
        this.containers.clear();
        this.running.retag();
    }

    /** What has gone does not come back. */
    private forget(placed: readonly PodSample[]): void {
        const left = new Set(placed.map(keyOf));
        for (const key of this.containers.keys()) {
            if (!left.has(key)) {
                this.containers.delete(key);
            }
        }
    }

    private containerChecks(pod: PodSample): ContainerChecks {
        const key = keyOf(pod);
        let checks = this.containers.get(key);
        if (checks === undefined) {
            checks = new ContainerChecks(pod, this.facts, this.book);
            this.containers.set(key, checks);
        }
        return checks;
    }

    private deployments(time: number, { deployments, pods }: ClusterSample): void {
        for (const { name, desired, available } of deployments) {
            const alive = podsOf(pods, name);
            const ready = alive.filter((isReady) => isReady).length;
            const set = this.deployment(name);
            const metric = "kubernetes_state.deployment";
            set.push(`${metric}.replicas`, time, alive.length);
            set.push(`${metric}.replicas_available`, time, available);
            set.push(`${metric}.replicas_desired`, time, desired);
            set.push(`${metric}.replicas_ready`, time, ready);
            set.push(`${metric}.replicas_unavailable`, time, Math.max(0, desired - available));
            set.push(`${metric}.replicas_updated`, time, alive.length);
            this.endpoints(time, name, ready, alive.length - ready);
        }
    }

    private deployment(name: string): SeriesSet {
        return this.group("deployment", name, { kube_deployment: name });
    }

    private endpoints(time: number, deployment: string, ready: number, notReady: number): void {
        for (const service of this.facts.servicesOf.get(deployment) ?? []) {
            const set = this.group("endpoint", service, { kube_endpoint: service });
            set.push("kubernetes_state.endpoint.address_available", time, ready);
            set.push("kubernetes_state.endpoint.address_not_ready", time, notReady);
        }
    }

    private autoscalers(time: number, { autoscalers }: ClusterSample): void {
        for (const one of autoscalers) {
            const tags = { horizontalpodautoscaler: one.name };
            const set = this.group("hpa", one.name, tags);
            const metric = "kubernetes_state.hpa";
            set.push(`${metric}.current_replicas`, time, one.currentReplicas);
            set.push(`${metric}.desired_replicas`, time, one.desiredReplicas);
            set.push(`${metric}.min_replicas`, time, one.minReplicas);
            set.push(`${metric}.max_replicas`, time, one.maxReplicas);
            for (const { resource, target, current } of one.metrics) {
                const goesBy = this.group("hpa metric", `${one.name} ${resource}`, {
                    ...tags,
                    metric_name: resource,
                    metric_target_type: "utilization",
                });
                goesBy.push(`${metric}.spec_target_metric`, time, target);
                // Without a measurement the status has no such entry.
                if (current !== undefined) {
                    goesBy.push(`${metric}.status_target_metric`, time, current);
                }
            }
        }
    }

    private group(kind: string, name: string, tags: Tags): SeriesSet {
        const key = `${kind} ${name}`;
        let set = this.groups.get(key);
        if (set === undefined) {
            const { namespace } = this.facts;
            const all = { kube_namespace: namespace, ...tags, ...hostTags(this.facts) };
            set = new SeriesSet(this.book, all);
            this.groups.set(key, set);
        }
        return set;
    }
}

function keyOf({ name, container }: PodSample): string {
    return `${name}/${container}`;
}

/** Whether each pod of a Deployment that is not on its way out is ready: all of its containers. */
function podsOf(pods: readonly PodSample[], deployment: string): readonly boolean[] {
    const ready = new Map<string, boolean>();
    for (const pod of pods) {
        if (pod.deployment === deployment && !pod.isTerminating) {
            ready.set(pod.name, (ready.get(pod.name) ?? true) && pod.isReady);
        }
    }
    return [...ready.values()];
}
