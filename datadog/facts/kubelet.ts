import type { MetricFact } from "./metricFact";
import { containerTagsAt, podTagNames } from "./tags";

/*
 * Metrics of the agent's kubelet check. Sources: integrations-core kubelet/metadata.csv for names
 * and units; the agent's kubelet providers (pod, cadvisor, probe) for type, tags and gaps.
 */

const fromKubelet = { emitter: "kubelet", requires: "agent" } as const;

/** All reasons that the check reports, in the spelling that queries need. */
export const waitingReasons: readonly string[] = [
    "containercreating",
    "crashloopbackoff",
    "createcontainerconfigerror",
    "createcontainererror",
    "errimagepull",
    "imagepullbackoff",
    "invalidimagename",
];

export const terminatedReasons: readonly string[] = ["containercannotrun", "error", "oomkilled"];

/** Counted over containers or pods that share all their low-cardinality tags. */
const running = {
    ...fromKubelet,
    kind: "gauge",
    unit: "count",
    tags: containerTagsAt("low"),
    gaps: "while down",
    note: "Containers that do not run are not counted as 0: their series just ends.",
} as const;

/** A state with its reason: 1 while it lasts, absent otherwise. */
const state = (name: string, reasons: readonly string[]): MetricFact => ({
    ...fromKubelet,
    name: `kubernetes.containers.${name}`,
    kind: "gauge",
    unit: "count",
    tags: [...containerTagsAt("orchestrator"), "reason"],
    values: { reason: reasons },
    gaps: "only when true",
});

/** From cAdvisor: one series per container ID, so a restarted container begins a new one. */
const fromCadvisor = {
    ...fromKubelet,
    tags: containerTagsAt("high"),
    gaps: "while down",
} as const;

/** From the pod's specification; there as long as the pod is. */
const fromSpecification = {
    ...fromKubelet,
    kind: "gauge",
    tags: containerTagsAt("high"),
    gaps: "none",
} as const;

const probe = (name: string, gaps: MetricFact["gaps"]): MetricFact => ({
    ...fromKubelet,
    name: `kubernetes.${name}`,
    kind: "gauge",
    unit: "count",
    tags: containerTagsAt("high"),
    gaps,
    isCumulative: true,
    note:
        "The kubelet counts over the pod's life and begins with the first such result; the " +
        "series carry the container's ID, so a new container goes on where the old one stopped.",
});

export const kubeletMetrics: readonly MetricFact[] = [
    { ...running, name: "kubernetes.containers.running" },
    {
        ...running,
        name: "kubernetes.pods.running",
        tags: podTagNames.filter((tag) => !["pod_name", "kube_ownerref_name"].includes(tag)),
    },
    {
        ...fromKubelet,
        name: "kubernetes.containers.restarts",
        kind: "gauge",
        unit: "count",
        tags: containerTagsAt("orchestrator"),
        gaps: "none",
        isCumulative: true,
        note: "Kubernetes' restartCount: starts again at 0 with a new pod.",
    },
    state("state.waiting", waitingReasons),
    state("state.terminated", terminatedReasons),
    state("last_state.waiting", waitingReasons),
    {
        ...state("last_state.terminated", terminatedReasons),
        note: "Stays until the container ends for another reason, or the pod is replaced.",
    },
    {
        ...fromCadvisor,
        name: "kubernetes.cpu.usage.total",
        kind: "rate",
        unit: "nanocores",
        note: "Needs two samples of one container: one that lives for 15 s has none or one.",
    },
    { ...fromCadvisor, name: "kubernetes.cpu.cfs.periods", kind: "rate", unit: "per second" },
    {
        ...fromCadvisor,
        name: "kubernetes.cpu.cfs.throttled.periods",
        kind: "rate",
        unit: "per second",
    },
    {
        ...fromCadvisor,
        name: "kubernetes.cpu.cfs.throttled.seconds",
        kind: "rate",
        unit: "seconds per second",
    },
    { ...fromSpecification, name: "kubernetes.cpu.limits", unit: "cores" },
    { ...fromSpecification, name: "kubernetes.cpu.requests", unit: "cores" },
    { ...fromSpecification, name: "kubernetes.memory.limits", unit: "bytes" },
    { ...fromSpecification, name: "kubernetes.memory.requests", unit: "bytes" },
    {
        ...fromCadvisor,
        name: "kubernetes.memory.usage",
        kind: "gauge",
        unit: "bytes",
        caution: "includes the page cache; the OOM killer goes by kubernetes.memory.working_set",
    },
    { ...fromCadvisor, name: "kubernetes.memory.working_set", kind: "gauge", unit: "bytes" },
    { ...fromCadvisor, name: "kubernetes.memory.rss", kind: "gauge", unit: "bytes" },
    {
        ...fromCadvisor,
        name: "kubernetes.memory.usage_pct",
        kind: "gauge",
        unit: "fraction",
        note: "memory.usage over the limit, so with the page cache; absent without a limit.",
    },
    ...["rx_bytes", "tx_bytes"].map((name): MetricFact => ({
        ...fromKubelet,
        name: `kubernetes.network.${name}`,
        kind: "rate",
        unit: "bytes per second",
        tags: podTagNames,
        gaps: "none",
    })),
    probe("liveness_probe.failure.total", "only when true"),
    probe("liveness_probe.success.total", "while down"),
    probe("readiness_probe.failure.total", "only when true"),
    probe("readiness_probe.success.total", "while down"),
    probe("startup_probe.failure.total", "only when true"),
    probe("startup_probe.success.total", "while down"),
];
