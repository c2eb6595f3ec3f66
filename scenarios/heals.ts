import { type BroughtPart, type FaultedPart, faultKind } from "./faultKinds";
import { type FaultedObject, faultedObjects } from "./faults";
import { autoscalerSpec } from "../shop/autoscaler";
import type { ChangedShop, ServiceChange } from "../shop/changes";
import { names } from "../shop/names";
import type { ServiceName } from "../shop/services";
import type { ServiceSpec } from "../shop/serviceSpec";

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
    healthy: ChangedShop,
    namespace: string,
): readonly Heal[] {
    return faultedObjects(faults).map(({ service, part }) => {
        const own = faults.filter(
            (fault) => fault.service === service && faultKind(fault).part === part,
        );
        return part === "autoscaler" || part === "network"
            ? healOfBrought(brought[part](service, healthy), namespace)
            : healOf({ service, part }, own, healthy.spec[service], namespace);
    });
}

const mergePatch = "application/merge-patch+json";
const strategicMerge = "application/strategic-merge-patch+json";

/** An object that a fault brings, in the API. */
interface BroughtObject {
    readonly apiGroup: string;
    readonly version: string;
    readonly resource: string;
    readonly name: string;
    /** What a fix has there, whose place the fault took; undefined: nothing. */
    readonly spec: object | undefined;
}

const brought: Readonly<
    Record<BroughtPart, (service: ServiceName, healthy: ChangedShop) => BroughtObject>
> = {
    autoscaler(service, { autoscaled: { [service]: fix } }) {
        return {
            apiGroup: "autoscaling",
            version: "v2",
            resource: "horizontalpodautoscalers",
            name: names.autoscaler(service),
            spec: fix && autoscalerSpec(fix),
        };
    },
    network: (service) => ({
        apiGroup: "networking.k8s.io",
        version: "v1",
        resource: "networkpolicies",
        name: names.egressPolicy(service),
        spec: undefined,
    }),
};

/** Removed, or handed back to the fix that it has taken the place of. */
function healOfBrought(
    { apiGroup, version, resource, name, spec }: BroughtObject,
    namespace: string,
): Heal {
    const path = `/apis/${apiGroup}/${version}/namespaces/${namespace}/${resource}/${name}`;
    const right = { apiGroup, resource, name };
    return spec === undefined
        ? { method: "DELETE", path, right }
        : { method: "PATCH", path, contentType: mergePatch, body: { spec }, right };
}

function healOf(
    { service: name, part }: FaultedObject & { readonly part: Exclude<FaultedPart, BroughtPart> },
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
