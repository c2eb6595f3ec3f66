import type { Scenario } from "./scenario";
import { undoesFaults } from "./remediation";
import type { ServiceChange } from "../shop/changes";
import type { HttpProbe } from "../shop/serviceSpec";
import type { ServiceName, ShopSpec } from "../shop/services";

/**
 * The faults of an incident under the setting `memoryFault`: a quantity replaces the scenario's
 * memory limit; `off` leaves it out, and with it the probes that were silenced for its sake; undefined
 * keeps both.
 */
export function effectiveFaults(
    scenario: Scenario,
    memoryFault: string | undefined,
): readonly ServiceChange[] {
    return scenario.faults
        .filter(({ kind }) => memoryFault !== "off" || (kind !== "memory" && kind !== "probes"))
        .map((fault) =>
            fault.kind === "memory" ? { ...fault, memory: memoryFault ?? fault.memory } : fault,
        );
}

/**
 * The faults that are really set: none where a remediation takes them back, before the shop is
 * changed at all. So this holds for any kind of fault. What is there to undo them stays.
 */
export function faultsInForce(
    {
        scenario,
        memoryFault,
    }: { readonly scenario: Scenario; readonly memoryFault: string | undefined },
    remediations: readonly string[],
): readonly ServiceChange[] {
    return undoesFaults(remediations) ? [] : effectiveFaults(scenario, memoryFault);
}

/** The names of the services that the faults change, each once. */
export function faultedServices(faults: readonly ServiceChange[]): readonly ServiceName[] {
    return [...new Set(faults.map(({ service }) => service))];
}

/** The services that the faults take away altogether. */
export function absentServices(faults: readonly ServiceChange[]): readonly ServiceName[] {
    return faults
        .filter((fault) => fault.kind === "replicas" && fault.replicas === 0)
        .map(({ service }) => service);
}

/** One request to the API server that undoes a fault. */
export interface Heal {
    readonly path: string;
    readonly contentType: string;
    readonly body: unknown;
    /** What a ServiceAccount must be allowed to, and no more. */
    readonly right: { readonly resource: string; readonly name: ServiceName };
}

/**
 * How the faults are undone, given the shop as it is without them. Those that change one pod
 * template are undone together: two patches would be two rollouts.
 */
export function healsOf(
    faults: readonly ServiceChange[],
    healthy: ShopSpec,
    namespace: string,
): readonly Heal[] {
    const heals = faults.map((fault) => healOf(fault, healthy, namespace));
    return [...new Map(heals.map((heal) => [heal.path, heal])).values()];
}

function healOf(fault: ServiceChange, healthy: ShopSpec, namespace: string): Heal {
    const { service } = fault;
    const deployment = `/apis/apps/v1/namespaces/${namespace}/deployments/${service}`;
    const spec = healthy[service];
    switch (fault.kind) {
        case "replicas":
            return {
                path: `${deployment}/scale`,
                contentType: "application/merge-patch+json",
                body: { spec: { replicas: spec.replicas } },
                right: { resource: "deployments/scale", name: service },
            };
        case "memory":
        case "probes":
        case "limits":
            return {
                path: deployment,
                contentType: "application/strategic-merge-patch+json",
                body: containersPatch(spec),
                right: { resource: "deployments", name: service },
            };
        case "autoscale":
        case "restart":
            throw new Error(`${service}: ${fault.kind} is a remediation, not a fault`);
    }
}

/** What faults of a pod template change, as it should be. */
function containersPatch({ containers }: ShopSpec[ServiceName]): unknown {
    const patches = containers.flatMap(({ name, resources, livenessProbe, readinessProbe }) => {
        const probes = { ...patience({ livenessProbe }), ...patience({ readinessProbe }) };
        return resources === undefined ? [] : [{ name, resources, ...probes }];
    });
    return { spec: { template: { spec: { containers: patches } } } };
}

function patience(probes: Readonly<Record<string, HttpProbe | undefined>>): object {
    const owned = Object.entries(probes).flatMap(([kind, probe]) => {
        const failureThreshold = probe?.failureThreshold;
        return failureThreshold === undefined ? [] : [[kind, { failureThreshold }]];
    });
    return Object.fromEntries(owned) as object;
}
