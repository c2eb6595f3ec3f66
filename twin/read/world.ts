import type { AutoscaledResource } from "../../shop/changes";
import { amountOf } from "../../shop/quantity";
import { type PlannedObject, workloadOf } from "../../plan/plan";
import { probeDefaults, graceSeconds } from "../physics/kubelet";
import { readLoad, type LoadSpec } from "./load";
import {
    autoscalerSchema,
    type ContainerObject,
    deploymentSchema,
    type ProbeSpec,
    serviceSchema,
} from "./objects";
import { ofKind, parsed } from "./parsed";
import { type Labels, namespaceLabels, type PlayedPolicy, readPolicies } from "./policies";
import { rollingUpdate, type RollingUpdate } from "./rollingUpdate";

/** A probe with its defaults filled in. Seconds. */
export interface Probe {
    /** Undefined: only whether a connection comes about. */
    readonly path: string | undefined;
    readonly port: number | string;
    /** Nobody listens on that port. */
    readonly isRefused?: boolean;
    readonly initialDelaySeconds: number;
    readonly periodSeconds: number;
    readonly timeoutSeconds: number;
    readonly successThreshold: number;
    readonly failureThreshold: number;
}

/** A container as it is played: amounts as numbers, probes with their defaults. */
export interface PlayedContainer {
    readonly name: string;
    /** What runs in it: a service of the shop, or something that nobody has said more about. */
    readonly program: string;
    readonly image: string;
    /** On which it listens, as far as its spec says so, by number and by name. */
    readonly ports: readonly (number | string)[];
    readonly cpuRequestCores: number;
    readonly cpuLimitCores: number | undefined;
    readonly memoryRequestBytes: number;
    readonly memoryLimitBytes: number | undefined;
    readonly liveness: Probe | undefined;
    readonly readiness: Probe | undefined;
    readonly startup: Probe | undefined;
}

/** A pod as it is played, whoever has made it. */
export interface PodSpec {
    /** Of the Deployment. */
    readonly name: string;
    /** Identifies the pod template: another text, other pods. */
    readonly template: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly containers: readonly PlayedContainer[];
    readonly graceSeconds: number;
}

export interface DeploymentSpec extends PodSpec {
    /** Undefined: somebody else, an autoscaler, decides. */
    readonly replicas: number | undefined;
    readonly rollingUpdate: RollingUpdate;
}

/** A Service as it is played: whose pods answer under its name. */
export interface PlayedService {
    readonly name: string;
    readonly selector: Readonly<Record<string, string>>;
    /** The pods' port to which its first port leads; undefined: it has none. */
    readonly targetPort: number | string | undefined;
}

export interface AutoscalerSpec {
    readonly name: string;
    readonly deployment: string;
    readonly minReplicas: number;
    readonly maxReplicas: number;
    readonly resource: AutoscaledResource;
    /** Percent of the request. */
    readonly targetUtilization: number;
}

/** What a plan puts into the namespace, as far as the simulation follows it. */
export interface WorldSpec {
    readonly deployments: readonly DeploymentSpec[];
    readonly services: readonly PlayedService[];
    readonly autoscalers: readonly AutoscalerSpec[];
    readonly policies: readonly PlayedPolicy[];
    /** Of the namespace. */
    readonly namespaceLabels: Labels;
    readonly load: LoadSpec | undefined;
}

/** Reads a plan's objects. Throws an error that names the object and what is wrong with it. */
export function readWorld(objects: readonly PlannedObject[], namespace: string): WorldSpec {
    const inside = objects.filter(({ metadata }) => metadata.namespace === namespace);
    const deployments = readDeployments(inside);
    if (deployments.length === 0) {
        throw new Error(
            `The plan has no Deployment in namespace "${namespace}": there is nothing to simulate. ` +
                "Hand in the objects of the stack that holds the shop.",
        );
    }
    return {
        deployments,
        services: readServices(inside),
        autoscalers: readAutoscalers(inside),
        policies: readPolicies(inside),
        namespaceLabels: namespaceLabels(objects, namespace),
        load: readLoad(inside),
    };
}

export function readDeployments(objects: readonly PlannedObject[]): readonly DeploymentSpec[] {
    return ofKind(objects, "Deployment").map(readDeployment);
}

export function readServices(objects: readonly PlannedObject[]): readonly PlayedService[] {
    return ofKind(objects, "Service").map(readService);
}

export function readAutoscalers(objects: readonly PlannedObject[]): readonly AutoscalerSpec[] {
    return ofKind(objects, "HorizontalPodAutoscaler").map(readAutoscaler);
}

function readDeployment(object: PlannedObject): DeploymentSpec {
    const { metadata, spec } = parsed(deploymentSchema, object);
    const pod = spec.template.spec;
    return {
        name: metadata.name,
        replicas: spec.replicas,
        template: JSON.stringify(workloadOf(object)?.template),
        labels: spec.template.metadata?.labels ?? {},
        containers: pod.containers.map((one) => readContainer(one)),
        graceSeconds: pod.terminationGracePeriodSeconds ?? graceSeconds,
        rollingUpdate: rollingUpdate(spec.strategy),
    };
}

/** In a plan, a container has the name of what runs in it. */
export function readContainer(
    container: ContainerObject,
    program = container.name,
): PlayedContainer {
    const { requests = {}, limits = {} } = container.resources ?? {};
    return {
        name: container.name,
        program,
        image: container.image,
        ports: portsOf(container),
        // The API server fills in what is missing: a request without a value is the limit.
        cpuRequestCores: amount(requests.cpu ?? limits.cpu) ?? 0,
        cpuLimitCores: amount(limits.cpu),
        memoryRequestBytes: amount(requests.memory ?? limits.memory) ?? 0,
        memoryLimitBytes: amount(limits.memory),
        liveness: withDefaults(container.livenessProbe),
        readiness: withDefaults(container.readinessProbe),
        startup: withDefaults(container.startupProbe),
    };
}

function portsOf({ ports = [] }: ContainerObject): PlayedContainer["ports"] {
    return ports.flatMap(({ containerPort, name }) =>
        name === undefined ? [containerPort] : [containerPort, name],
    );
}

function amount(quantity: string | undefined): number | undefined {
    return quantity === undefined ? undefined : amountOf(quantity);
}

function withDefaults(probe: ProbeSpec | undefined): Probe | undefined {
    const { httpGet, tcpSocket, ...times } = probe ?? {};
    const asked = httpGet ?? (tcpSocket && { ...tcpSocket, path: undefined });
    return asked && { ...probeDefaults, ...asked, ...times };
}

function readService(object: PlannedObject): PlayedService {
    const { metadata, spec } = parsed(serviceSchema, object);
    const [first] = spec.ports;
    return {
        name: metadata.name,
        selector: spec.selector ?? {},
        targetPort: first?.targetPort ?? first?.port,
    };
}

function readAutoscaler(object: PlannedObject): AutoscalerSpec {
    const { metadata, spec } = parsed(autoscalerSchema, object);
    return {
        name: metadata.name,
        deployment: spec.scaleTargetRef.name,
        minReplicas: spec.minReplicas ?? 1,
        maxReplicas: spec.maxReplicas,
        resource: spec.metrics[0].resource.name,
        targetUtilization: spec.metrics[0].resource.target.averageUtilization,
    };
}
