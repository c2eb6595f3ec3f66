/** Who enforces NetworkPolicies in a cluster: no object of the API says it, so it is told by programs. */
import type { V1ClusterRole, V1DaemonSet, V1Node } from "@kubernetes/client-node";

import { simulatedLabel } from "../shop/names";

export interface ClusterPrograms {
    readonly daemonSets: readonly V1DaemonSet[];
    readonly nodes: readonly V1Node[];
    /** What kind's own network may read; undefined: it is not there. */
    readonly kindnetRole: V1ClusterRole | undefined;
}

/**
 * DaemonSets that enforce policies as their projects install them: Calico and Canal, Cilium (GKE's
 * is called anetd), kube-router, Weave Net, Antrea, OVN-Kubernetes, Azure's.
 */
const enforcing = [
    ...["calico-node", "canal", "cilium", "anetd", "kube-router", "weave-net"],
    ...["antrea-agent", "ovnkube-node", "azure-npm"],
];

/** The name of what enforces policies; undefined when there is nothing that is known to. */
export function policyEnforcer(cluster: ClusterPrograms): string | undefined {
    const { daemonSets, nodes } = cluster;
    if (nodes.some(({ metadata }) => metadata?.labels?.[simulatedLabel] === "true")) {
        return "the simulated node";
    }
    const names = daemonSets.map(({ metadata }) => metadata?.name ?? "");
    return (
        enforcing.find((name) => names.includes(name)) ??
        [kindnet(cluster, names), amazon(daemonSets), k3s(nodes)].find((one) => one !== undefined)
    );
}

/** From v0.24 on. Before, it did not read policies, and its role did not let it. */
function kindnet({ kindnetRole }: ClusterPrograms, names: readonly string[]): string | undefined {
    const reads = kindnetRole?.rules?.some(({ resources }) =>
        resources?.includes("networkpolicies"),
    );
    return reads === true && names.includes("kindnet") ? "kindnet" : undefined;
}

/** Its agent is there in any case, and told whether to. */
function amazon(daemonSets: readonly V1DaemonSet[]): string | undefined {
    const node = daemonSets.find(({ metadata }) => metadata?.name === "aws-node");
    const containers = node?.spec?.template.spec?.containers ?? [];
    return containers.some(({ args }) => args?.includes("--enable-network-policy=true"))
        ? "aws-node"
        : undefined;
}

/** A controller within its server, unless that is told not to. */
function k3s(nodes: readonly V1Node[]): string | undefined {
    const isK3s = nodes.some(({ status }) => status?.nodeInfo?.kubeletVersion.includes("+k3s"));
    const isOff = nodes.some(({ metadata }) =>
        metadata?.annotations?.["k3s.io/node-args"]?.includes("--disable-network-policy"),
    );
    return isK3s && !isOff ? "k3s" : undefined;
}
