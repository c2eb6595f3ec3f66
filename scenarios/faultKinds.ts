import type { ServiceChange } from "../shop/changes";
import type { ContainerSpec, HttpProbe, ServiceSpec } from "../shop/serviceSpec";

/** Parts that are an object of their own: the fault brings it, and it goes with the fault. */
export type BroughtPart = "autoscaler" | "network";

/** What of a service a fault changes: its replica count, pod template or Service, or what it brings. */
export type FaultedPart = "count" | "template" | "service" | BroughtPart;

/**
 * What there is to know of a kind of fault beside what it does to the shop (shop/changes.ts).
 * Everything that injects, expires, waits and recovers asks here.
 */
interface FaultKind {
    readonly part: FaultedPart;
    /** Of a pod template's container: the fields that undo it. */
    readonly undone?: (healthy: ContainerSpec) => object;
    /** The Deployment never gets the pods that it asks for: nobody waits for it. */
    readonly isUnsettled: boolean;
    /**
     * A stack that does not own the object can set it by a patch: taking a patch away removes the
     * field, and the API's default takes its place; or by an object of its own. Undefined: neither.
     */
    readonly isDefault?: (healthy: ServiceSpec) => boolean;
}

const template = { part: "template", isUnsettled: false } as const;

const kinds: Partial<Record<ServiceChange["kind"], FaultKind>> = {
    // Which is true of 0 only, and of no other number would it be a fault.
    replicas: { part: "count", isUnsettled: true, isDefault: ({ replicas }) => replicas === 1 },
    memory: { ...template, undone: ({ resources }) => ({ resources }) },
    cpu: { ...template, undone: ({ resources }) => ({ resources }) },
    limits: { ...template, undone: ({ resources }) => ({ resources }) },
    probes: {
        ...template,
        undone: ({ livenessProbe, readinessProbe }) => ({
            ...patience({ livenessProbe }),
            ...patience({ readinessProbe }),
        }),
    },
    image: { ...template, undone: ({ image }) => ({ image }), isUnsettled: true },
    targetPort: {
        part: "service",
        isUnsettled: false,
        isDefault: ({ servicePorts: [first] }) => first?.targetPort === first?.port,
    },
    // An object of its own, which goes as it came; that there is none yet the cluster has to say.
    autoscale: { part: "autoscaler", isUnsettled: false, isDefault: () => true },
    network: { part: "network", isUnsettled: false, isDefault: () => true },
};

/** The kind of a fault; throws for what only fixes do. */
export function faultKind({ kind, service }: ServiceChange): FaultKind {
    const found = kinds[kind];
    if (found === undefined) {
        throw new Error(`${service}: ${kind} is a remediation, not a fault`);
    }
    return found;
}

function patience(probes: Readonly<Record<string, HttpProbe | undefined>>): object {
    const owned = Object.entries(probes).flatMap(([kind, probe]) => {
        const failureThreshold = probe?.failureThreshold;
        return failureThreshold === undefined ? [] : [[kind, { failureThreshold }]];
    });
    return Object.fromEntries(owned) as object;
}
