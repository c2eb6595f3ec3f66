import type { TwinInput } from "../input";
import { readLoad, type LoadSpec } from "../read/load";
import type { LoadRequestSpec } from "../read/objects";
import { selects } from "../read/selector";
import { readDeployments, readServices, type PlayedService } from "../read/world";

/** A request of the load's mix, as far as its statistics need it. */
export type LoadTaskFacts = Pick<
    LoadRequestSpec,
    "name" | "method" | "success" | "slowAfterSeconds"
>;

/** The only node of the cluster that the guides describe, as kind calls it. */
export const nodeName = "sockshop-control-plane";

/** What telemetry has to know about the cluster beside what the simulation reports. */
export interface ClusterFacts {
    readonly namespace: string;
    readonly node: string;
    readonly cluster: string;
    /** Labels of a Deployment's pods. */
    readonly podLabels: ReadonlyMap<string, Readonly<Record<string, string>>>;
    /** Services whose endpoints the pods of a Deployment are. */
    readonly servicesOf: ReadonlyMap<string, readonly string[]>;
    /** Undefined when no phase has a load. The pod's name, where somebody has given it one. */
    readonly load: (Pick<LoadSpec, "job" | "image"> & { readonly pod?: string }) | undefined;
    readonly loadTasks: readonly LoadTaskFacts[];
    /** What the clocks of the cluster say at a time; both in seconds since the epoch. Default: it. */
    readonly clockAt?: (time: number) => number;
}

/** Reads them off the plan's objects, all phases together. */
export function clusterFactsOf({ namespace, phases }: TwinInput): ClusterFacts {
    const objects = phases.flatMap((phase) => phase.objects);
    const podLabels = new Map(readDeployments(objects).map(({ name, labels }) => [name, labels]));
    const load = readLoad(objects);
    return {
        namespace,
        node: nodeName,
        cluster: "sockshop",
        podLabels,
        servicesOf: servicesByDeployment(readServices(objects), podLabels),
        load,
        loadTasks: load === undefined ? [] : [...load.mix.setup, ...load.mix.tasks],
    };
}

function servicesByDeployment(
    services: readonly PlayedService[],
    podLabels: ClusterFacts["podLabels"],
): ClusterFacts["servicesOf"] {
    return new Map(
        [...podLabels].map(([deployment, labels]) => {
            const names = services.filter(({ selector }) => selects(selector, labels));
            return [deployment, [...new Set(names.map(({ name }) => name))]];
        }),
    );
}
