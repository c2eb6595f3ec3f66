/** CPU in Kubernetes quantities (`100m` = 0.1 core), memory in bytes with a binary suffix (`300Mi`). */
export interface ResourceAmounts {
    readonly cpu?: string;
    readonly memory?: string;
}

export interface ContainerResources {
    readonly requests: ResourceAmounts;
    /** Left out: whatever the node has left. */
    readonly limits?: ResourceAmounts;
}

/** An HTTP GET probe; all times in seconds. What is left out keeps the Kubernetes default. */
export interface HttpProbe {
    readonly path: string;
    readonly port: number;
    readonly initialDelaySeconds: number;
    readonly periodSeconds: number;
    /** So many failures in a row count as one. */
    readonly failureThreshold?: number;
}

/** A probe that only asks whether a connection comes about; all times in seconds. */
export type TcpProbe = Omit<HttpProbe, "path">;

export interface SecuritySpec {
    readonly runAsNonRoot?: boolean;
    readonly runAsUser?: number;
    readonly readOnlyRootFilesystem?: boolean;
    readonly capabilities?: { readonly drop: readonly string[]; readonly add?: readonly string[] };
}

export interface ContainerSpec {
    readonly name: string;
    readonly image: string;
    readonly command?: readonly string[];
    readonly args?: readonly string[];
    readonly ports: readonly { readonly containerPort: number; readonly name?: string }[];
    readonly env?: Readonly<Record<string, string>>;
    /** Left out: no size at all, as upstream leaves its databases, broker and exporter. */
    readonly resources?: ContainerResources;
    readonly security?: SecuritySpec;
    /** Where an emptyDir in memory is mounted, because the root file system is read-only. */
    readonly memoryVolumes?: readonly string[];
    readonly livenessProbe?: HttpProbe;
    readonly readinessProbe?: HttpProbe;
    readonly startupProbe?: TcpProbe;
}

export interface ServicePortSpec {
    readonly port: number;
    readonly targetPort: number | string;
    readonly name?: string;
}

/** Who may open a connection to a port of this service when network policies are on. */
export interface AllowedCaller {
    readonly port: number;
    /** `callers`: those in calls.ts. `scrapers`: pods of the monitoring namespaces. */
    readonly from: "callers" | "anyone" | "scrapers";
}

/** One service of the shop: the Deployment and the Service in front of it. */
export interface ServiceSpec {
    readonly replicas: number;
    readonly containers: readonly ContainerSpec[];
    readonly podAnnotations?: Readonly<Record<string, string>>;
    readonly serviceAnnotations?: Readonly<Record<string, string>>;
    /** The Service is a NodePort on the port that the settings name. */
    readonly exposed?: boolean;
    readonly servicePorts: readonly ServicePortSpec[];
    readonly allowedCallers: readonly AllowedCaller[];
}
