/** A resource as the program registers it. */
export interface PlannedResource {
    readonly urn: string;
    readonly name: string;
    /** Type token, like `kubernetes:apps/v1:Deployment`. */
    readonly type: string;
    readonly isComponent: boolean;
    /** URN of the parent; undefined for what hangs on the stack itself. */
    readonly parent: string | undefined;
    /** URNs of what it is explicitly ordered after. */
    readonly dependsOn: readonly string[];
    readonly deleteBeforeReplace: boolean;
    /** Inputs that stay as they are in the state, whatever they are here. */
    readonly ignoreChanges: readonly string[];
    /** Inputs, resolved. Names that the engine would make up are `<resource name>-auto`. */
    readonly inputs: Readonly<Record<string, unknown>>;
}

/** What one set of settings would deploy, and export. */
export interface Plan {
    readonly resources: readonly PlannedResource[];
    readonly outputs: Readonly<Record<string, unknown>>;
}

/** A Kubernetes object of a plan. */
export interface PlannedObject {
    readonly apiVersion: string;
    readonly kind: string;
    readonly metadata: {
        readonly name: string;
        readonly namespace?: string;
        readonly labels?: Readonly<Record<string, string>>;
        readonly annotations?: Readonly<Record<string, string>>;
    };
    readonly [field: string]: unknown;
}

/** The Kubernetes objects of a plan as the API server would be sent them. */
export function kubernetesObjects({ resources }: Plan): readonly PlannedObject[] {
    return resources
        .filter(({ type }) => /^kubernetes:(?!helm)/.test(type) && !type.endsWith("Patch"))
        .map(({ inputs }) => unsealed(inputs) as PlannedObject);
}

/** A container of a planned pod, as far as its readers need its type. */
export interface PlannedContainer {
    readonly name: string;
    readonly args?: readonly string[];
    readonly [field: string]: unknown;
}

/** The spec of what makes pods: Deployments and Jobs. */
export interface Workload {
    readonly replicas?: number;
    readonly template: {
        readonly spec: {
            readonly containers: readonly PlannedContainer[];
            readonly [field: string]: unknown;
        };
        readonly [field: string]: unknown;
    };
    readonly [field: string]: unknown;
}

/** Undefined for an object that makes no pods. */
export function workloadOf({ spec }: PlannedObject): Workload | undefined {
    const makesPods = typeof spec === "object" && spec !== null && "template" in spec;
    return makesPods ? (spec as Workload) : undefined;
}

/** The object with its containers changed; one that makes no pods as it is. */
export function withContainers(
    object: PlannedObject,
    change: (container: PlannedContainer, index: number) => PlannedContainer,
): PlannedObject {
    const spec = workloadOf(object);
    if (spec === undefined) {
        return object;
    }
    const { template } = spec;
    const pod = { ...template.spec, containers: template.spec.containers.map(change) };
    return { ...object, spec: { ...spec, template: { ...template, spec: pod } } };
}

/** The mark that the engine's protocol puts on a value to say that it is a secret. */
const secretMark = "4dabf18193072939515e22adb298388d";

/** A value with its secrets in plain text, as a provider gets it. */
export function unsealed(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(unsealed);
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    if (secretMark in value && "value" in value) {
        return unsealed(value.value);
    }
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, unsealed(one)]));
}
