import type * as k8s from "@pulumi/kubernetes";

import type {
    ContainerResources,
    ContainerSpec,
    HttpProbe,
    TcpProbe,
    ResourceAmounts,
    ServiceSpec,
} from "../../shop/serviceSpec";

type PodSpec = k8s.types.input.core.v1.PodSpec;
type Container = k8s.types.input.core.v1.Container;
type Probe = k8s.types.input.core.v1.Probe;
type ResourceRequirements = k8s.types.input.core.v1.ResourceRequirements;

/** The pod of a service, as the API takes it. */
export function podSpec(spec: ServiceSpec): PodSpec {
    const mounts = spec.containers.flatMap(({ memoryVolumes }) => memoryVolumes ?? []);
    return {
        containers: spec.containers.map(containerOf),
        // The shop reads no API object: without a token, a break-in finds none either.
        automountServiceAccountToken: false,
        nodeSelector: { "kubernetes.io/os": "linux" },
        volumes:
            mounts.length === 0
                ? undefined
                : mounts.map((path) => ({
                      name: volumeName(path),
                      emptyDir: { medium: "Memory" },
                  })),
    };
}

function containerOf(container: ContainerSpec): Container {
    return {
        name: container.name,
        image: container.image,
        // Said outright: the API's default depends on the tag and stays when the image changes.
        imagePullPolicy: "IfNotPresent",
        command: mutable(container.command),
        args: mutable(container.args),
        ports: container.ports.map((port) => ({ ...port, protocol: "TCP" })),
        env:
            container.env &&
            Object.entries(container.env).map(([name, value]) => ({ name, value })),
        resources: container.resources && resourcesOf(container.resources),
        securityContext: container.security && {
            ...container.security,
            capabilities: container.security.capabilities && {
                drop: mutable(container.security.capabilities.drop),
                add: mutable(container.security.capabilities.add),
            },
        },
        volumeMounts: container.memoryVolumes?.map((path) => ({
            name: volumeName(path),
            mountPath: path,
        })),
        livenessProbe: probeOf(container.livenessProbe),
        readinessProbe: probeOf(container.readinessProbe),
        startupProbe: tcpProbeOf(container.startupProbe),
    };
}

/** Requests and limits as the API takes them. */
export function resourcesOf({ requests, limits }: ContainerResources): ResourceRequirements {
    return { requests: amounts(requests), limits: limits && amounts(limits) };
}

function amounts({ cpu, memory }: ResourceAmounts): Record<string, string> {
    return { ...(cpu === undefined ? {} : { cpu }), ...(memory === undefined ? {} : { memory }) };
}

function probeOf(probe: HttpProbe | undefined): Probe | undefined {
    if (probe === undefined) {
        return undefined;
    }
    const { path, port, ...timing } = probe;
    return { httpGet: { path, port, scheme: "HTTP" }, ...timing };
}

function tcpProbeOf(probe: TcpProbe | undefined): Probe | undefined {
    if (probe === undefined) {
        return undefined;
    }
    const { port, ...timing } = probe;
    return { tcpSocket: { port }, ...timing };
}

/** Upstream's name for /tmp; any other path makes a name of its own. */
function volumeName(path: string): string {
    return path === "/tmp" ? "tmp-volume" : path.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
}

function mutable<T>(values: readonly T[] | undefined): T[] | undefined {
    return values === undefined ? undefined : [...values];
}
