/** Datadog's own chart of its agent, at the newest version when this was written. */
export const agentChart = {
    chart: "datadog",
    repository: "https://helm.datadoghq.com",
    version: "3.240.0",
} as const;

/** Where the agent runs; network policies let pods of this namespace scrape (NetworkPolicies). */
export const agentNamespace = "datadog";

/** Name of the release, and so of the DaemonSet and the prefix of everything else. */
export const agentRelease = "datadog";
