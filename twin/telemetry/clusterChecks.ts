import type { Tags } from "../../evidence/evidence";
import type { ClusterSample, PodSample } from "../observer";
import { ContainerChecks } from "./containerChecks";
import type { Place } from "./place";
import { SeriesSet } from "./seriesBook";
import type { SeriesBook } from "./seriesBook";
import { containerTags, hostTags } from "./tags";

/** A container of a pod template: what counts of running things are grouped by. */
interface Template {
    readonly ofContainers: SeriesSet;
    readonly ofPods: SeriesSet;
    /** Pods are counted once, with the first of their containers. */
    readonly isFirst: boolean;
    running: number;
    readonly pods: Set<string>;
}

/** The agent's checks of the whole cluster, once every 15 s. */
export class ClusterChecks {
    private readonly containers = new Map<string, ContainerChecks>();
    private readonly groups = new Map<string, SeriesSet>();
    private readonly templates = new Map<string, Template>();

    constructor(
        private readonly place: Place,
        private readonly book: SeriesBook,
    ) {}

    check(time: number, sample: ClusterSample): void {
        for (const pod of sample.pods) {
            this.containerChecks(pod).check(time, pod);
        }
        this.countRunning(time, sample.pods);
        this.deployments(time, sample);
        this.autoscalers(time, sample);
    }

    private containerChecks(pod: PodSample): ContainerChecks {
        const key = `${pod.name}/${pod.container}`;
        let checks = this.containers.get(key);
        if (checks === undefined) {
            checks = new ContainerChecks(pod, this.place, this.book);
            this.containers.set(key, checks);
        }
        return checks;
    }

    /** Counted over what shares all low-cardinality tags; what does not run is not counted as 0. */
    private countRunning(time: number, pods: readonly PodSample[]): void {
        for (const pod of pods) {
            const counted = this.templateOf(pod);
            if (pod.state === "running") {
                counted.running++;
            }
            // A pod whose container waits in a crash loop is in the phase Running all the same.
            if (pod.waitingReason !== "ContainerCreating") {
                counted.pods.add(pod.name);
            }
        }
        for (const counted of this.templates.values()) {
            if (counted.running > 0) {
                const metric = "kubernetes.containers.running";
                counted.ofContainers.push(metric, time, counted.running);
                counted.running = 0;
            }
            if (counted.pods.size > 0 && counted.isFirst) {
                counted.ofPods.push("kubernetes.pods.running", time, counted.pods.size);
            }
            counted.pods.clear();
        }
    }

    private templateOf(pod: PodSample): Template {
        const key = `${pod.replicaSet} ${pod.container}`;
        let template = this.templates.get(key);
        if (template === undefined) {
            const { low } = containerTags(pod, this.place);
            template = {
                ofContainers: new SeriesSet(this.book, low),
                ofPods: new SeriesSet(this.book, podTags(low)),
                isFirst: ![...this.templates.keys()].some((one) =>
                    one.startsWith(`${pod.replicaSet} `),
                ),
                running: 0,
                pods: new Set(),
            };
            this.templates.set(key, template);
        }
        return template;
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
        for (const service of this.place.servicesOf.get(deployment) ?? []) {
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
        }
    }

    private group(kind: string, name: string, tags: Tags): SeriesSet {
        const key = `${kind} ${name}`;
        let set = this.groups.get(key);
        if (set === undefined) {
            const { namespace } = this.place;
            const all = { kube_namespace: namespace, ...tags, ...hostTags(this.place) };
            set = new SeriesSet(this.book, all);
            this.groups.set(key, set);
        }
        return set;
    }
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

const ofContainerOnly: ReadonlySet<string> = new Set([
    "kube_container_name",
    "image_name",
    "image_tag",
    "short_image",
]);

/** Without what names a container, because a pod may have several. */
function podTags(tags: Tags): Tags {
    return Object.fromEntries(Object.entries(tags).filter(([tag]) => !ofContainerOnly.has(tag)));
}
