import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { managedBy } from "../../shop/names";
import { agentChart, agentNamespace, agentRelease } from "./agent/chart";
import { keyFields } from "./agent/keyFields";
import { agentValues, type AgentOptions } from "./agent/values";

export interface AgentArgs extends AgentOptions {
    /**
     * The account's API key. Undefined in an update that must do without: what the cluster has
     * stays as it is.
     */
    apiKey: pulumi.Input<string> | undefined;
}

/** For images of some hundred megabytes, and for the cluster agent that the others wait for. */
const installSeconds = 600;

/**
 * The Datadog agent in the cluster, by Datadog's own Helm chart.
 *
 * A Helm release, not the chart's objects one by one: the chart makes up a token and an
 * installation id whenever it is rendered, which would differ in every update; a release is
 * rendered again only when its values or its version change. Either way every preview and update
 * reads the chart from its repository.
 */
export class Agent extends pulumi.ComponentResource {
    readonly namespace: pulumi.Output<string>;
    /** Name of the Helm release. */
    readonly release: pulumi.Output<string>;

    constructor(name: string, args: AgentArgs, opts?: pulumi.ComponentResourceOptions) {
        super("sockshop:observability:Agent", name, {}, opts);

        const namespace = new k8s.core.v1.Namespace(
            `${name}-namespace`,
            {
                metadata: {
                    name: agentNamespace,
                    labels: {
                        ...managedBy,
                        // The agent reads the node's logs, processes and control groups.
                        "pod-security.kubernetes.io/enforce": "privileged",
                    },
                },
            },
            { parent: this, customTimeouts: { delete: "10m" } },
        );

        // Named automatically and never changed: another key makes another Secret, whose name the
        // release has to follow, so that the agent restarts with it.
        const keys = new k8s.core.v1.Secret(
            `${name}-keys`,
            {
                metadata: { namespace: namespace.metadata.name, labels: managedBy },
                immutable: true,
                stringData: { "api-key": pulumi.secret(args.apiKey ?? "") },
            },
            { parent: this, ignoreChanges: args.apiKey === undefined ? keyFields : [] },
        );

        const release = new k8s.helm.v3.Release(
            `${name}-release`,
            {
                name: agentRelease,
                namespace: namespace.metadata.name,
                chart: agentChart.chart,
                version: agentChart.version,
                repositoryOpts: { repo: agentChart.repository },
                values: withKey(agentValues(args), keys.metadata.name),
                timeout: installSeconds,
            },
            { parent: this },
        );

        this.namespace = namespace.metadata.name;
        this.release = release.name;
        this.registerOutputs({ namespace: this.namespace, release: this.release });
    }
}

/** The values name the Secret that holds the key; the key itself is nowhere in a release. */
function withKey(
    values: Readonly<Record<string, unknown>>,
    secret: pulumi.Input<string>,
): Record<string, unknown> {
    const datadog = values.datadog as Readonly<Record<string, unknown>>;
    return { ...values, datadog: { ...datadog, apiKeyExistingSecret: secret } };
}
