import type { MetricFact } from "./metricFact";
import { hostTagNames } from "./tags";

/*
 * Metrics of kubernetes_state_core, which asks the API server. Sources: integrations-core
 * kubernetes_state_core/metadata.csv for names and tags; the agent's ksm check for reasons and for
 * the owner tags that it joins. The old tags deployment, pod and namespace are gone.
 */

const standard = [
    "env",
    "service",
    "version",
    "kube_app_name",
    "kube_app_component",
    "kube_app_part_of",
    "kube_app_managed_by",
];

const fromState = {
    kind: "gauge",
    unit: "count",
    emitter: "kubernetes_state_core",
    requires: "kube-state",
    gaps: "none",
} as const;

const containerTags = [
    "kube_namespace",
    "pod_name",
    "kube_container_name",
    "kube_replica_set",
    "kube_deployment",
    "node",
    "pod_phase",
    ...standard,
    ...hostTagNames,
];

const container = (name: string): MetricFact => ({
    ...fromState,
    name: `kubernetes_state.container.${name}`,
    tags: containerTags,
});

/** Only containers that are in the state have a series, and only for these reasons. */
const report = (state: string, reasons: readonly string[]): MetricFact => ({
    ...container(`status_report.count.${state}`),
    tags: [...containerTags, "reason"],
    values: { reason: reasons },
    gaps: "only when true",
});

const deployment = (name: string): MetricFact => ({
    ...fromState,
    name: `kubernetes_state.deployment.${name}`,
    tags: ["kube_namespace", "kube_deployment", ...standard, ...hostTagNames],
});

const autoscaler = (name: string): MetricFact => ({
    ...fromState,
    name: `kubernetes_state.hpa.${name}`,
    tags: ["kube_namespace", "horizontalpodautoscaler", ...hostTagNames],
    note: "Exists only while there is an autoscaler.",
});

/** What an autoscaler goes by; one series for each metric and each way to state it. */
const autoscalerMetric = (name: string): MetricFact => ({
    ...autoscaler(name),
    tags: [...autoscaler(name).tags, "metric_name", "metric_target_type"],
    values: { metric_target_type: ["utilization", "average", "value"] },
    gaps: "only when true",
});

const endpoint = (name: string): MetricFact => ({
    ...fromState,
    name: `kubernetes_state.endpoint.${name}`,
    tags: ["kube_namespace", "kube_endpoint", ...hostTagNames],
});

export const kubeStateMetrics: readonly MetricFact[] = [
    { ...container("restarts"), isCumulative: true },
    container("running"),
    container("waiting"),
    container("terminated"),
    container("ready"),
    report("waiting", [
        "containercreating",
        "crashloopbackoff",
        "createcontainererror",
        "errimagepull",
        "imagepullbackoff",
        "invalidimagename",
    ]),
    {
        ...report("terminated", ["containercannotrun", "error", "oomkilled"]),
        note: "The current state: over within seconds, because the container is restarted.",
    },
    deployment("replicas"),
    deployment("replicas_available"),
    deployment("replicas_desired"),
    deployment("replicas_ready"),
    deployment("replicas_unavailable"),
    deployment("replicas_updated"),
    autoscaler("current_replicas"),
    autoscaler("desired_replicas"),
    autoscaler("max_replicas"),
    autoscaler("min_replicas"),
    autoscalerMetric("spec_target_metric"),
    {
        ...autoscalerMetric("status_target_metric"),
        note: "Not while the autoscaler has no measurement: of no pod that has just started.",
    },
    endpoint("address_available"),
    endpoint("address_not_ready"),
];
