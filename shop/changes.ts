import { annotations } from "./names";
import type { ContainerSpec, HttpProbe, ServiceSpec } from "./serviceSpec";
import type { ServiceName, ShopSpec } from "./services";

/** A fixed number of replicas; 0 takes the service away. */
export interface ReplicasChange {
    readonly kind: "replicas";
    readonly service: ServiceName;
    readonly replicas: number;
}

/** The memory request and limit of the service's container (the API refuses a limit below it). */
export interface MemoryChange {
    readonly kind: "memory";
    readonly service: ServiceName;
    readonly memory: string;
}

/** The CPU request and limit of the service's container (the API refuses a limit below it). */
export interface CpuChange {
    readonly kind: "cpu";
    readonly service: ServiceName;
    readonly cpu: string;
}

export type ProbeKind = "liveness" | "readiness";

/** How many failures in a row probes of the service's container put up with. */
export interface ProbesChange {
    readonly kind: "probes";
    readonly service: ServiceName;
    /** Which of them; the other stays as it is. */
    readonly probes: readonly ProbeKind[];
    readonly failureThreshold: number;
}

/** The service's pods are replaced once, as `kubectl rollout restart` does it. */
export interface RestartChange {
    readonly kind: "restart";
    readonly service: ServiceName;
}

/** Another tag of the application's image. */
export interface ImageChange {
    readonly kind: "image";
    readonly service: ServiceName;
    readonly tag: string;
}

/** The port of the pods to which the Service leads, for the first of its ports. */
export interface TargetPortChange {
    readonly kind: "targetPort";
    readonly service: ServiceName;
    readonly targetPort: number;
}

/** Higher limits; requests stay. */
export interface LimitsChange {
    readonly kind: "limits";
    readonly service: ServiceName;
    readonly cpu: string;
    readonly memory: string;
}

/** What an autoscaler can go by without further adapters: what the metrics API serves. */
export type AutoscaledResource = "cpu" | "memory";

/** Replicas follow the utilisation of a resource, in percent of the request. */
export interface AutoscaleChange {
    readonly kind: "autoscale";
    readonly service: ServiceName;
    readonly minReplicas: number;
    readonly maxReplicas: number;
    readonly resource: AutoscaledResource;
    readonly utilization: number;
}

/**
 * A NetworkPolicy lets the service's pods connect to what it needs, one of it left out: packets to
 * that one are dropped.
 */
export interface NetworkChange {
    readonly kind: "network";
    readonly service: ServiceName;
    readonly unreachable: ServiceName;
}

/** What a fault or a remediation does to a service. Both are the same kind of thing. */
export type ServiceChange =
    | ReplicasChange
    | MemoryChange
    | CpuChange
    | ProbesChange
    | ImageChange
    | TargetPortChange
    | RestartChange
    | LimitsChange
    | AutoscaleChange
    | NetworkChange;

type ByService<Change> = Readonly<Partial<Record<ServiceName, Change>>>;

/** A shop as its Deployments and Services say it, and what stands beside them. */
export interface ChangedShop {
    readonly spec: ShopSpec;
    /** Services that an autoscaler sizes instead of a fixed number. */
    readonly autoscaled: ByService<AutoscaleChange>;
    /** Services that do not get through to something that they need. */
    readonly cutOff: ByService<NetworkChange>;
}

/** The shop with nothing beside it. */
export const unchanged = (spec: ShopSpec): ChangedShop => ({ spec, autoscaled: {}, cutOff: {} });

/**
 * A template that differs by a word makes new pods. It does not say when: nothing in a plan comes
 * from a clock. To restart once more, take the remediation away first, which restarts as well.
 */
const restarted = { [annotations.restarted]: "once" } as const;

/** Changes the first container: the application; further ones are exporters. */
function withApplication(
    spec: ServiceSpec,
    change: (container: ContainerSpec) => ContainerSpec,
): ServiceSpec {
    return {
        ...spec,
        containers: spec.containers.map((container, index) =>
            index === 0 ? change(container) : container,
        ),
    };
}

/** Request and limit of a resource, and no others. */
function withSize(
    container: ContainerSpec,
    amount: Readonly<Partial<Record<"cpu" | "memory", string>>>,
): ContainerSpec {
    const { requests, limits } = sizes(container);
    return {
        ...container,
        resources: { requests: { ...requests, ...amount }, limits: { ...limits, ...amount } },
    };
}

function withPatience(
    container: ContainerSpec,
    { failureThreshold, probes }: ProbesChange,
): ContainerSpec {
    const patient = (kind: ProbeKind, probe: HttpProbe | undefined): HttpProbe | undefined => {
        if (!probes.includes(kind)) {
            return probe;
        }
        // Left to the API's default, the field would not come back over what somebody else has set.
        if (probe?.failureThreshold === undefined) {
            throw new Error(`${container.name} has no ${kind} probe with a failureThreshold`);
        }
        return { ...probe, failureThreshold };
    };
    return {
        ...container,
        livenessProbe: patient("liveness", container.livenessProbe),
        readinessProbe: patient("readiness", container.readinessProbe),
    };
}

function withLimits(container: ContainerSpec, change: LimitsChange): ContainerSpec {
    const { requests } = sizes(container);
    return {
        ...container,
        resources: { requests, limits: { cpu: change.cpu, memory: change.memory } },
    };
}

/** The same image under another tag, in the place of tag and digest; a registry's port is none. */
function withTag(image: string, tag: string): string {
    return `${image.replace(/@.*$/, "").replace(/:[^:/]*$/, "")}:${tag}`;
}

function sizes(container: ContainerSpec): NonNullable<ContainerSpec["resources"]> {
    if (container.resources === undefined) {
        throw new Error(`${container.name} has no resources that could be changed`);
    }
    return container.resources;
}

function applied(spec: ServiceSpec, change: ServiceChange): ServiceSpec {
    switch (change.kind) {
        case "replicas":
            return { ...spec, replicas: change.replicas };
        case "memory":
            return withApplication(spec, (container) =>
                withSize(container, { memory: change.memory }),
            );
        case "cpu":
            return withApplication(spec, (container) => withSize(container, { cpu: change.cpu }));
        case "probes":
            return withApplication(spec, (container) => withPatience(container, change));
        case "image":
            return withApplication(spec, (container) => ({
                ...container,
                image: withTag(container.image, change.tag),
            }));
        case "targetPort":
            return {
                ...spec,
                servicePorts: spec.servicePorts.map((port, index) =>
                    index === 0 ? { ...port, targetPort: change.targetPort } : port,
                ),
            };
        case "restart":
            return { ...spec, podAnnotations: { ...spec.podAnnotations, ...restarted } };
        case "limits":
            return withApplication(spec, (container) => withLimits(container, change));
        case "autoscale":
        case "network":
            return spec;
    }
}

/**
 * The shop after faults and remediations, later changes winning: remediations are handed in after
 * faults, so that `limits` on a crash replaces the low memory limit. That is the fix.
 */
export function withChanges(shop: ShopSpec, changes: readonly ServiceChange[]): ChangedShop {
    return changes.reduce<ChangedShop>(
        ({ spec, autoscaled, cutOff }, change) => ({
            spec: { ...spec, [change.service]: applied(spec[change.service], change) },
            autoscaled: withOwnerOfCount(autoscaled, change),
            cutOff: change.kind === "network" ? { ...cutOff, [change.service]: change } : cutOff,
        }),
        unchanged(shop),
    );
}

/** A fixed number takes the place of an autoscaler, and an autoscaler that of another one. */
function withOwnerOfCount(
    autoscaled: ChangedShop["autoscaled"],
    change: ServiceChange,
): ChangedShop["autoscaled"] {
    switch (change.kind) {
        case "autoscale":
            return { ...autoscaled, [change.service]: change };
        case "replicas":
            return Object.fromEntries(
                Object.entries(autoscaled).filter(([service]) => service !== change.service),
            );
        default:
            return autoscaled;
    }
}
