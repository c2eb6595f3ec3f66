import type { PlannedObject } from "../../plan/plan";
import type { TwinInput } from "../input";

/** A request of the load's mix, as far as its statistics need it. */
export interface LoadTaskFacts {
    readonly name: string;
    readonly method: string;
    readonly slowAfterSeconds: number | null;
}

/** What telemetry has to know about the cluster beside what the simulation reports. */
export interface ClusterFacts {
    readonly namespace: string;
    /** The only node of the cluster that the guides describe, by kind's naming. */
    readonly node: string;
    readonly cluster: string;
    /** Labels of a Deployment's pods. */
    readonly podLabels: ReadonlyMap<string, Readonly<Record<string, string>>>;
    /** Services whose endpoints the pods of a Deployment are. */
    readonly servicesOf: ReadonlyMap<string, readonly string[]>;
    /** Undefined when no phase has a load. */
    readonly load: { readonly job: string; readonly image: string } | undefined;
    readonly loadTasks: readonly LoadTaskFacts[];
}

interface PodTemplate {
    readonly template?: {
        readonly metadata?: { readonly labels?: Readonly<Record<string, string>> };
        readonly spec?: { readonly containers?: readonly { readonly image?: string }[] };
    };
}

interface MixFile {
    readonly setup?: readonly LoadTaskFacts[];
    readonly tasks?: readonly LoadTaskFacts[];
}

/** Reads them off the plan's objects, all phases together. */
export function clusterFactsOf({ namespace, phases }: TwinInput): ClusterFacts {
    const objects = phases.flatMap((phase) => phase.objects);
    const ofKind = (kind: string): readonly PlannedObject[] =>
        objects.filter((object) => object.kind === kind);
    const podLabels = new Map(
        ofKind("Deployment").map(({ metadata, spec }) => [
            metadata.name,
            (spec as PodTemplate).template?.metadata?.labels ?? {},
        ]),
    );
    return {
        namespace,
        node: "sockshop-control-plane",
        cluster: "sockshop",
        podLabels,
        servicesOf: servicesByDeployment(ofKind("Service"), podLabels),
        load: ofKind("Job").filter(isLoad).map(loadOf).at(0),
        loadTasks: ofKind("ConfigMap").flatMap(tasksOf),
    };
}

function servicesByDeployment(
    services: readonly PlannedObject[],
    podLabels: ClusterFacts["podLabels"],
): ClusterFacts["servicesOf"] {
    const selects = (service: PlannedObject, labels: Readonly<Record<string, string>>): boolean => {
        const { selector = {} } = service.spec as { selector?: Readonly<Record<string, string>> };
        const pairs = Object.entries(selector);
        return pairs.length > 0 && pairs.every(([key, value]) => labels[key] === value);
    };
    return new Map(
        [...podLabels].map(([deployment, labels]) => {
            const names = services.filter((service) => selects(service, labels));
            return [deployment, [...new Set(names.map(({ metadata }) => metadata.name))]];
        }),
    );
}

/** Its expiry is a Job too. */
function isLoad({ metadata: { labels } }: PlannedObject): boolean {
    return labels?.["app.kubernetes.io/component"] === "load";
}

function loadOf({ metadata, spec }: PlannedObject): { job: string; image: string } {
    const containers = (spec as PodTemplate).template?.spec?.containers ?? [];
    return { job: metadata.name, image: containers[0]?.image ?? "" };
}

function tasksOf({ data }: PlannedObject): readonly LoadTaskFacts[] {
    const text = (data as Readonly<Record<string, string>> | undefined)?.["mix.json"];
    if (text === undefined) {
        return [];
    }
    const { setup = [], tasks = [] } = JSON.parse(text) as MixFile;
    return [...setup, ...tasks];
}
