import type { Scenario } from "./scenario";
import { type FaultedPart, faultKind } from "./faultKinds";
import { undoesFaults } from "./remediation";
import { autoscalerSpec } from "../shop/autoscaler";
import type { AutoscaleChange, ChangedShop, ServiceChange } from "../shop/changes";
import { names } from "../shop/names";
import type { ServiceSpec } from "../shop/serviceSpec";
import type { ServiceName } from "../shop/services";

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

/** An object of the API that faults change. */
export interface FaultedObject {
    readonly service: ServiceName;
    readonly part: FaultedPart;
}

/** The objects that the faults change, each once. */
export function faultedObjects(faults: readonly ServiceChange[]): readonly FaultedObject[] {
    const objects = faults.map((fault) => ({
        service: fault.service,
        part: faultKind(fault).part,
    }));
    return [...new Map(objects.map((one) => [`${one.part} ${one.service}`, one])).values()];
}

/** The services whose Deployments do not get what they ask for while the faults are there. */
export function unsettledServices(faults: readonly ServiceChange[]): readonly ServiceName[] {
    return faults.filter((fault) => faultKind(fault).isUnsettled).map(({ service }) => service);
}

/** The faults that a stack can set which does not own what they change. */
export function patchableFaults(faults: readonly ServiceChange[]): readonly ServiceChange[] {
    return faults.filter((fault) => faultKind(fault).isDefault !== undefined);
}

/** One request to the API server that undoes faults. */
export type Heal = HealingRequest & {
    /** What a ServiceAccount must be allowed to, and no more; the verb is the method. */
    readonly right: {
        readonly apiGroup: string;
        readonly resource: string;
        readonly name: string;
    };
};

/** A field goes back to what it was, or an object that the fault has brought goes. */
export type HealingRequest =
    | {
          readonly method: "PATCH";
          readonly path: string;
          readonly contentType: string;
          readonly body: unknown;
      }
    | { readonly method: "DELETE"; readonly path: string };

/**
 * How the faults are undone, given the shop as it is without them. Those that change one object are
 * undone together: two patches of a pod template would be two rollouts.
 */
export function healsOf(
    faults: readonly ServiceChange[],
    { spec, autoscaled }: ChangedShop,
    namespace: string,
): readonly Heal[] {
    return faultedObjects(faults).map((object) => {
        const own = faults.filter(
            (fault) => fault.service === object.service && faultKind(fault).part === object.part,
        );
        return object.part === "autoscaler"
            ? healOfAutoscaler(autoscaled[object.service], object.service, namespace)
            : healOf({ ...object, part: object.part }, own, spec[object.service], namespace);
    });
}

const mergePatch = "application/merge-patch+json";
const strategicMerge = "application/strategic-merge-patch+json";

/** Removed, or handed back to the fix that it has taken the place of. */
function healOfAutoscaler(
    healthy: AutoscaleChange | undefined,
    service: ServiceName,
    namespace: string,
): Heal {
    const [apiGroup, resource, name] = [
        "autoscaling",
        "horizontalpodautoscalers",
        names.autoscaler(service),
    ];
    const path = `/apis/${apiGroup}/v2/namespaces/${namespace}/${resource}/${name}`;
    const right = { apiGroup, resource, name };
    return healthy === undefined
        ? { method: "DELETE", path, right }
        : {
              method: "PATCH",
              path,
              contentType: mergePatch,
              body: { spec: autoscalerSpec(healthy) },
              right,
          };
}

function healOf(
    { service: name, part }: FaultedObject & { readonly part: Exclude<FaultedPart, "autoscaler"> },
    faults: readonly ServiceChange[],
    healthy: ServiceSpec,
    namespace: string,
): Heal {
    const deployment = `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`;
    switch (part) {
        case "count":
            return {
                method: "PATCH",
                path: `${deployment}/scale`,
                contentType: mergePatch,
                body: { spec: { replicas: healthy.replicas } },
                right: { apiGroup: "apps", resource: "deployments/scale", name },
            };
        case "template":
            return {
                method: "PATCH",
                path: deployment,
                contentType: strategicMerge,
                body: { spec: { template: { spec: templatePatch(faults, healthy) } } },
                right: { apiGroup: "apps", resource: "deployments", name },
            };
        case "service":
            return {
                method: "PATCH",
                path: `/api/v1/namespaces/${namespace}/services/${name}`,
                contentType: strategicMerge,
                body: {
                    spec: {
                        ports: healthy.servicePorts.map(({ port, targetPort }) => ({
                            port,
                            targetPort,
                        })),
                    },
                },
                right: { apiGroup: "", resource: "services", name },
            };
    }
}

/** What faults of a pod template change, as it should be: all of it in its first container. */
function templatePatch(
    faults: readonly ServiceChange[],
    { containers: [application] }: ServiceSpec,
): object {
    if (application === undefined) {
        return {};
    }
    const fields = faults.map((fault) => faultKind(fault).undone?.(application));
    return { containers: [Object.assign({ name: application.name }, ...fields)] };
}
