/** A Lease that marks an incident in the namespace, and who holds it. */
export interface IncidentLease {
    /** Name of the stack, or its digest when blind. */
    readonly holder: string;
    /** Id of the incident, or a digest of stack and incident when blind. */
    readonly incident: string;
    readonly run: string;
}

/** How far a Deployment is from what it should be. */
export interface DeploymentHealth {
    readonly name: string;
    readonly wantedReplicas: number;
    readonly availableReplicas: number;
    /** The controller has seen the newest spec, and all pods are of that spec. */
    readonly upToDate: boolean;
}

/** What the stack needs to know of a cluster before it touches it. Reads only. */
export interface ClusterReader {
    /** Labels of the namespace; undefined when there is none of that name. */
    namespaceLabels(namespace: string): Promise<Readonly<Record<string, string>> | undefined>;
    nodeLabels(): Promise<readonly Readonly<Record<string, string>>[]>;
    hasMetricsApi(): Promise<boolean>;
    hasAutoscaler(namespace: string, name: string): Promise<boolean>;
    incidentLeases(namespace: string): Promise<readonly IncidentLease[]>;
    deployments(namespace: string): Promise<readonly DeploymentHealth[]>;
    /** Undefined when the shop's catalogue answers through the front-end, else why it does not. */
    catalogueFailure(namespace: string): Promise<string | undefined>;
}

/** Everything that decides whether an update may go on, read once. */
export interface ClusterState {
    readonly namespaceLabels: Readonly<Record<string, string>> | undefined;
    readonly nodeLabels: readonly Readonly<Record<string, string>>[];
    readonly hasMetricsApi: boolean;
    /** The stack's own autoscaler of the front-end is there already. */
    readonly hasAutoscaler: boolean;
    readonly leases: readonly IncidentLease[];
}

/** Reads the state that {@link ClusterReader} gives access to. Rejects when it is out of reach. */
export async function readClusterState(
    cluster: ClusterReader,
    namespace: string,
    autoscaler: string,
): Promise<ClusterState> {
    const [namespaceLabels, nodeLabels, hasMetricsApi, hasAutoscaler, leases] = await Promise.all([
        cluster.namespaceLabels(namespace),
        cluster.nodeLabels(),
        cluster.hasMetricsApi(),
        cluster.hasAutoscaler(namespace, autoscaler),
        cluster.incidentLeases(namespace),
    ]);
    return { namespaceLabels, nodeLabels, hasMetricsApi, hasAutoscaler, leases };
}
