import type { DeploymentHealth } from "./deploymentHealth";

/** A Lease that marks an incident in the namespace, and who holds it. */
export interface IncidentLease {
    /** Name of the stack, or its digest when blind. */
    readonly holder: string;
    /** Id of the incident, or a digest of stack and incident when blind. */
    readonly incident: string;
    readonly run: string;
}

/** An autoscaler in the namespace of the shop. */
export interface AutoscalerState {
    readonly name: string;
    /** Name of the Deployment that it sizes. */
    readonly target: string;
    /** Made by this project. */
    readonly isOurs: boolean;
}

/** Where the metrics API comes from, if anywhere; unknown without a cluster. */
export type MetricsApi = "none" | "ours" | "foreign" | "unknown";

/** What the stack needs to know of a cluster before it touches it. Reads only. */
export interface ClusterReader {
    /** Labels of the namespace; undefined when there is none of that name. */
    namespaceLabels(namespace: string): Promise<Readonly<Record<string, string>> | undefined>;
    nodeLabels(): Promise<readonly Readonly<Record<string, string>>[]>;
    metricsApi(): Promise<MetricsApi>;
    autoscalers(namespace: string): Promise<readonly AutoscalerState[]>;
    /** What enforces NetworkPolicies; undefined when nothing is known to. */
    policyEnforcer(): Promise<string | undefined>;
    /** Namespaces of the Services that have this node port. */
    nodePortOwners(port: number): Promise<readonly string[]>;
    /** Holders, as in their leases, of the incidents whose expiry has undone their faults already. */
    expiredHolders(namespace: string): Promise<readonly string[]>;
    incidentLeases(namespace: string): Promise<readonly IncidentLease[]>;
    deployments(namespace: string): Promise<readonly DeploymentHealth[]>;
    /** Undefined when the shop's catalogue answers through the front-end, else why it does not. */
    catalogueFailure(namespace: string): Promise<string | undefined>;
}

/** Everything that decides whether an update may go on, read once. */
export interface ClusterState {
    readonly namespaceLabels: Readonly<Record<string, string>> | undefined;
    readonly nodeLabels: readonly Readonly<Record<string, string>>[];
    readonly metricsApi: MetricsApi;
    readonly autoscalers: readonly AutoscalerState[];
    readonly policyEnforcer: string | undefined;
    readonly nodePortOwners: readonly string[];
    readonly expiredHolders: readonly string[];
    readonly leases: readonly IncidentLease[];
    readonly hasShop: boolean;
}

/** Reads the state that {@link ClusterReader} gives access to. Rejects when it is out of reach. */
export async function readClusterState(
    cluster: ClusterReader,
    { namespace, nodePort }: { readonly namespace: string; readonly nodePort: number },
): Promise<ClusterState> {
    return {
        namespaceLabels: await cluster.namespaceLabels(namespace),
        nodeLabels: await cluster.nodeLabels(),
        metricsApi: await cluster.metricsApi(),
        autoscalers: await cluster.autoscalers(namespace),
        policyEnforcer: await cluster.policyEnforcer(),
        nodePortOwners: await cluster.nodePortOwners(nodePort),
        expiredHolders: await cluster.expiredHolders(namespace),
        leases: await cluster.incidentLeases(namespace),
        hasShop: (await cluster.deployments(namespace)).length > 0,
    };
}
