/*
 * Which tags the agent puts on what, by the cardinality that a check asks the tagger for. Source:
 * Datadog's list of out-of-the-box Kubernetes tags, and the tagger calls of the agent's checks.
 */

const cardinalities = ["low", "orchestrator", "high"] as const;

/** How many values a tag may have: a few, one per pod, or one per container. */
export type Cardinality = (typeof cardinalities)[number];

/** Tags of a container of a Deployment, with the cardinality from which they are there. */
export const containerTagCardinality: Readonly<Record<string, Cardinality>> = {
    kube_namespace: "low",
    kube_deployment: "low",
    kube_container_name: "low",
    kube_service: "low",
    kube_replica_set: "low",
    kube_ownerref_kind: "low",
    kube_qos: "low",
    kube_app_name: "low",
    kube_app_component: "low",
    kube_app_part_of: "low",
    kube_app_managed_by: "low",
    image_id: "low",
    image_name: "low",
    image_tag: "low",
    short_image: "low",
    pod_phase: "low",
    // These three only on pods that carry the labels tags.datadoghq.com/…
    env: "low",
    service: "low",
    version: "low",
    pod_name: "orchestrator",
    kube_ownerref_name: "orchestrator",
    container_id: "high",
    container_name: "high",
    display_container_name: "high",
};

/** Of the host that a series comes from; Datadog adds them to everything that names a host. */
export const hostTagNames = ["host", "kube_cluster_name", "kube_node", "kube_node_role"] as const;

/** The tags that a check's series carry when it asks for this cardinality, the host's included. */
export function containerTagsAt(cardinality: Cardinality): readonly string[] {
    const rank = (one: Cardinality): number => cardinalities.indexOf(one);
    const tags = Object.keys(containerTagCardinality).filter(
        (tag) => rank(containerTagCardinality[tag] ?? "high") <= rank(cardinality),
    );
    return [...tags, ...hostTagNames];
}

/** Of a pod as a whole: its containers are added up, so nothing names one. */
export const podTagNames: readonly string[] = [
    ...containerTagsAt("orchestrator").filter(
        (tag) => !["kube_container_name", "short_image"].includes(tag) && !tag.startsWith("image_"),
    ),
    "interface",
];

/** Names that older integrations used and that nothing emits any more, and their successors. */
export const retiredTags: Readonly<Record<string, string>> = {
    deployment: "kube_deployment",
    namespace: "kube_namespace",
    container: "kube_container_name",
    pod: "pod_name",
    kube_pod_name: "pod_name",
    cluster_name: "kube_cluster_name",
};
