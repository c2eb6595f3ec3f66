import type { ResourceAmounts } from "../../../shop/serviceSpec";

/** What the values of the agent's chart depend on. */
export interface AgentOptions {
    /** Datadog site, like `us5.datadoghq.com`. */
    readonly site: string;
    /** Name of the cluster in Datadog, see clusterName.ts. */
    readonly clusterName: string;
    /** Namespace whose logs are collected, those of the load included. */
    readonly shopNamespace: string;
    /** Values of the tags `env` and `team` of everything that the agent sends. */
    readonly env: string;
    readonly team: string;
    /** Whether traces are taken, on port 8126 of the node. */
    readonly apm: boolean;
    /** Whether HTTP is watched through the kernel (Universal Service Monitoring). */
    readonly usm: boolean;
}

interface Sizes {
    readonly requests: ResourceAmounts;
    readonly limits: ResourceAmounts;
}

/**
 * Small, for one node of kind: what the chart's own comments suggest, give or take. No CPU limits:
 * an agent that is throttled together with the shop is blind just when it is needed. Requests are
 * what the agent keeps when the incident takes all of the node's CPU.
 */
const sizes = {
    agent: sized("100m", "256Mi", "512Mi"),
    traceAgent: sized("20m", "64Mi", "256Mi"),
    processAgent: sized("20m", "64Mi", "256Mi"),
    systemProbe: sized("100m", "200Mi", "400Mi"),
    clusterAgent: sized("50m", "128Mi", "384Mi"),
};

function sized(cpu: string, memory: string, memoryLimit: string): Sizes {
    return { requests: { cpu, memory }, limits: { memory: memoryLimit } };
}

/** Values of the chart, without the name of the Secret that holds the key. */
export function agentValues(options: AgentOptions): Readonly<Record<string, unknown>> {
    return {
        datadog: datadogValues(options),
        agents: {
            containers: {
                agent: { resources: sizes.agent },
                ...(options.apm ? { traceAgent: { resources: sizes.traceAgent } } : {}),
                // Both come with the watching of HTTP only.
                ...(options.usm
                    ? {
                          systemProbe: { resources: sizes.systemProbe },
                          processAgent: { resources: sizes.processAgent },
                      }
                    : {}),
            },
        },
        clusterAgent: {
            resources: sizes.clusterAgent,
            // It would stand in the way of every new pod, add nothing to those of the shop, and
            // leave its webhooks behind when the chart goes (DataDog/helm-charts#1452).
            admissionController: { enabled: false },
            rbac: { flareAdditionalPermissions: false },
        },
        // Nobody is to change the agent from outside in the middle of an experiment.
        remoteConfiguration: { enabled: false },
    };
}

function datadogValues(options: AgentOptions): Readonly<Record<string, unknown>> {
    return {
        site: options.site,
        clusterName: options.clusterName,
        // Of the host: no tag that is true of the shop only, the agent sends far more than that.
        tags: [`env:${options.env}`, `team:${options.team}`],
        // The certificate of kind's kubelet does not name the address that the agent calls.
        kubelet: { tlsVerify: false },
        logs: { enabled: true, containerCollectAll: true },
        // Of the two, the one that includes wins.
        containerExcludeLogs: "name:.*",
        containerIncludeLogs: `kube_namespace:^${options.shopNamespace}$`,
        // One by one, with tags of the pod and the reason; the chart's default puts all of a
        // minute into one text. Which are sent: facts/events.ts.
        kubernetesEvents: { unbundleEvents: true },
        // The operator is for another way of installing the same agent.
        operator: { enabled: false },
        // Over TCP only: the shop's namespace enforces a level that forbids the socket's hostPath.
        apm: { socketEnabled: false, portEnabled: options.apm },
        serviceMonitoring: { enabled: options.usm },
        // On by default, it would bring the privileged system probe along.
        discovery: { enabled: false },
        processAgent: { processCollection: false, processDiscovery: false },
        containerImageCollection: { enabled: false },
        // Nothing asks for metrics about these, and it takes the right to read all Secrets.
        kubeStateMetricsCore: { collectSecretMetrics: false, collectConfigMaps: false },
    };
}
