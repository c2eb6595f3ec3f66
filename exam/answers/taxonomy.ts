/** What an incident's cause may be called: an answer names one of these. */

/** Causes of a family are alike: who names another one of it has looked in the right place. */
export type CauseFamily =
    | "capacity"
    | "memory"
    | "scaling"
    | "probes"
    | "release"
    | "network"
    | "dependency"
    | "configuration";

interface Cause {
    readonly family: CauseFamily;
    readonly meaning: string;
}

export const causes = {
    "busy-process-killed-by-probe": {
        family: "capacity",
        meaning: "under load answers take longer than the liveness probe waits, and it kills",
    },
    "cpu-saturated": {
        family: "capacity",
        meaning: "under load the CPU limit is reached: slow, but alive",
    },
    "cpu-limit-too-low": { family: "capacity", meaning: "the CPU limit was lowered" },
    "node-out-of-cpu": { family: "capacity", meaning: "the node has no CPU left for its pods" },
    "connection-pool-exhausted": {
        family: "capacity",
        meaning: "connections to something are used up",
    },
    "memory-limit-too-low": {
        family: "memory",
        meaning: "the memory limit is below what the process takes: OOM kills",
    },
    "memory-leak": { family: "memory", meaning: "memory grows without end, whatever the load" },
    "node-out-of-memory": { family: "memory", meaning: "the node evicts or kills for memory" },
    "scaled-to-zero": { family: "scaling", meaning: "the Deployment asks for no pod" },
    "too-few-replicas": {
        family: "scaling",
        meaning: "the Deployment asks for fewer pods than it should",
    },
    "autoscaler-wrong-metric": {
        family: "scaling",
        meaning: "the autoscaler goes by something that the service is not short of",
    },
    "autoscaler-at-maximum": { family: "scaling", meaning: "the autoscaler may not add a pod" },
    "autoscaler-without-metrics": {
        family: "scaling",
        meaning: "the autoscaler has no figures and does nothing",
    },
    "quota-exceeded": { family: "scaling", meaning: "a quota keeps pods from being made" },
    "liveness-probe-wrong": {
        family: "probes",
        meaning: "the liveness probe asks for what a healthy process does not answer",
    },
    "readiness-probe-wrong": {
        family: "probes",
        meaning: "the readiness probe keeps a healthy pod away from its users",
    },
    "probes-silenced": {
        family: "probes",
        meaning: "probes put up with so many failures that they never act",
    },
    "image-unavailable": { family: "release", meaning: "the image asked for cannot be pulled" },
    "defective-release": { family: "release", meaning: "a new version does the wrong thing" },
    "crash-at-start": { family: "release", meaning: "the process ends as soon as it starts" },
    "pods-replaced": { family: "release", meaning: "pods were restarted by somebody" },
    "service-port-wrong": {
        family: "network",
        meaning: "the Service leads to a port on which nobody listens",
    },
    "service-selector-wrong": { family: "network", meaning: "the Service selects no pod" },
    "network-policy-blocks": {
        family: "network",
        meaning: "a NetworkPolicy drops connections that are needed",
    },
    "dns-failure": { family: "network", meaning: "names are not resolved" },
    "database-slow": { family: "dependency", meaning: "a database answers too late" },
    "database-down": { family: "dependency", meaning: "a database's process does not run well" },
    "queue-backlog": {
        family: "dependency",
        meaning: "messages pile up because nobody takes them",
    },
    "external-dependency": {
        family: "dependency",
        meaning: "something outside of the cluster fails",
    },
    "secret-or-setting-wrong": {
        family: "configuration",
        meaning: "a setting, address or credential is wrong",
    },
    "certificate-expired": { family: "configuration", meaning: "a certificate is out of date" },
    "disk-full": { family: "configuration", meaning: "a volume has no room left" },
} as const satisfies Readonly<Record<string, Cause>>;

export type CauseName = keyof typeof causes;
export const causeNames = Object.keys(causes) as [CauseName, ...CauseName[]];

/** What users may suffer. */
export const sufferings = ["errors", "slowness", "failed-orders", "nothing"] as const;
export type Suffering = (typeof sufferings)[number];

/** What the shop keeps for its customers, and may lose. */
export const dataKinds = ["orders", "baskets", "sessions", "accounts", "messages"] as const;
export type DataKind = (typeof dataKinds)[number];
