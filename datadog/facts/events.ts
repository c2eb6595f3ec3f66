/*
 * Kubernetes events in Datadog, when the agent sends each one on its own (`unbundleEvents`). Source:
 * the agent's kubernetes_apiserver check (unbundled_events.go, events_common.go).
 */

/** Tags of an event about a pod; the deprecated ones (namespace, name) are left out. */
export const eventTags: readonly string[] = [
    "source",
    "status",
    "host",
    "orchestrator",
    "source_component",
    "reporting_controller",
    "event_reason",
    "kube_kind",
    "kube_name",
    "kube_namespace",
    "kube_cluster_name",
    "pod_name",
    // When the cluster agent knows the pod.
    "kube_deployment",
    "kube_replica_set",
];

/** Tags of the events that a load run sends when it begins and when it ends. */
export const loadEventTags: readonly string[] = [
    "managed-by",
    "env",
    "team",
    "service",
    "load",
    "run",
];

/** Reasons of pod and node events that the chart collects by default when they are unbundled. */
export const eventReasons: readonly string[] = [
    "Failed",
    "BackOff",
    "Unhealthy",
    "FailedScheduling",
    "FailedMount",
    "FailedAttachVolume",
    "TerminatingEvictedPod",
    "NodeNotReady",
    "Rebooted",
    "HostPortConflict",
];

/** States for which one looks in vain among the events, and what there is instead. */
export const missingEvents: Readonly<Record<string, string>> = {
    oomkilled:
        "Kubernetes sends no event when a container is OOMKilled; " +
        "kubernetes.containers.last_state.terminated{reason:oomkilled} tells",
    crashloopbackoff: "the event of a crash loop is event_reason:BackOff",
};
