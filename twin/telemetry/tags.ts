import type { Tags } from "../../evidence/evidence";
import type { PodSample } from "../observer";
import { nameAndTag } from "../read/imageName";
import type { ClusterFacts } from "./clusterFacts";

/*
 * Tags as the agent's tagger gives them, in lower case as Datadog keeps them. The simulation knows
 * neither the image's id, which is left out, nor the pod's phase: kube-state metrics have "running"
 * for it, whatever the pod does, and the others leave it out.
 */

/** The parts of an image's name that the tagger makes tags of. */
export function imageTags(image: string): Tags {
    const { name, tag } = nameAndTag(image);
    return { image_name: name, image_tag: tag, short_image: shortImage(image) };
}

/** What the agent takes for the service of a log line: the last part of the image's name. */
export function shortImage(image: string): string {
    const last = image.split("/").at(-1) ?? image;
    return last.split(/[:@]/)[0] ?? last;
}

export function hostTags({ node, cluster }: ClusterFacts): Tags {
    return { host: node, kube_node: node, kube_cluster_name: cluster };
}

/** The tags of a container, by the cardinality that a check asks for. */
export interface ContainerTags {
    readonly low: Tags;
    readonly orchestrator: Tags;
    readonly high: Tags;
    /** What kube-state metrics carry instead. */
    readonly state: Tags;
}

/** Labels that the tagger knows without being told. */
const standardLabels = {
    "app.kubernetes.io/name": "kube_app_name",
    "app.kubernetes.io/component": "kube_app_component",
    "app.kubernetes.io/part-of": "kube_app_part_of",
    "app.kubernetes.io/managed-by": "kube_app_managed_by",
} as const;

function labelTags(labels: Readonly<Record<string, string>> | undefined): Tags {
    return Object.fromEntries(
        Object.entries(standardLabels).flatMap(([label, tag]) => {
            const value = labels?.[label];
            return value === undefined ? [] : [[tag, value]];
        }),
    );
}

export function containerTags(pod: PodSample, facts: ClusterFacts): ContainerTags {
    const common = {
        kube_namespace: facts.namespace,
        kube_deployment: pod.deployment,
        kube_container_name: pod.container,
        kube_replica_set: pod.replicaSet,
        ...labelTags(facts.podLabels.get(pod.deployment)),
    };
    const service = facts.servicesOf.get(pod.deployment)?.[0];
    const low: Tags = {
        ...common,
        ...(service === undefined ? {} : { kube_service: service }),
        kube_ownerref_kind: "replicaset",
        kube_qos: qosOf(pod),
        ...imageTags(pod.image),
        ...hostTags(facts),
    };
    const orchestrator: Tags = {
        ...low,
        pod_name: pod.name,
        kube_ownerref_name: pod.replicaSet,
    };
    const high: Tags = {
        ...orchestrator,
        container_id: pod.containerId,
        display_container_name: `${pod.container}_${pod.name}`,
    };
    const state: Tags = {
        ...common,
        pod_name: pod.name,
        node: facts.node,
        pod_phase: "running",
        ...hostTags(facts),
    };
    return { low, orchestrator, high, state };
}

/**
 * A container without any size is the first to be evicted; one with requests = limits the last. That
 * the class is the whole pod's is left out: the broker's exporter would be burstable.
 */
function qosOf(pod: PodSample): string {
    const { cpuRequestCores, memoryRequestBytes, cpuLimitCores, memoryLimitBytes } = pod;
    const isSized = cpuRequestCores > 0 || memoryRequestBytes > 0;
    if (!isSized && cpuLimitCores === undefined && memoryLimitBytes === undefined) {
        return "besteffort";
    }
    return cpuRequestCores === cpuLimitCores && memoryRequestBytes === memoryLimitBytes
        ? "guaranteed"
        : "burstable";
}
