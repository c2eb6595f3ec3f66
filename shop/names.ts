/*
 * The only place where labels, annotations and names of objects are built.
 */

/** Prefix of our own annotations and labels. */
const domain = "sock-shop-incidents";

/** On everything that the stack creates: what `kubectl -l` and the recovery sweep look for. */
export const managedBy = { "app.kubernetes.io/managed-by": domain } as const;

/** The same as a label selector of the API. */
export const managedSelector = Object.entries(managedBy)
    .map((pair) => pair.join("="))
    .join(",");

/** Whether the stack made what carries these labels. */
export function isManaged(labels: Readonly<Record<string, unknown>> | undefined): boolean {
    return Object.entries(managedBy).every(([label, value]) => labels?.[label] === value);
}

/** Selector of a service's pods. Takes no overrides: a selector cannot be changed later. */
export function selectorLabels(service: string): { name: string } {
    return { name: service };
}

export function serviceLabels(service: string): Record<string, string> {
    return { ...selectorLabels(service), "app.kubernetes.io/part-of": "sock-shop", ...managedBy };
}

/** Label of a node: says to everybody who asks the API that it is simulated. */
export const simulatedLabel = "sockshop-incidents/simulated";

/** Labels of what an incident brings along. Its name is left out when agents must not see it. */
export function incidentLabels(
    role: "load" | "expiry" | "lease",
    incident?: string,
): Record<string, string> {
    return {
        "app.kubernetes.io/component": role,
        "app.kubernetes.io/part-of": "sock-shop",
        ...managedBy,
        ...(incident === undefined ? {} : { [annotations.incident]: incident }),
    };
}

export const annotations = {
    /** The incident's name; absent when blind. */
    incident: `${domain}/incident`,
    /** How many replicas the program wants: what recovery goes back to, whoever scaled since. */
    replicas: `${domain}/replicas`,
    /** Label of the namespace: the stack that made it. Of an expiry: who holds its incident's lease. */
    stack: `${domain}/stack`,
    /** Label of the run; a new value makes a faulted object change, so the fault is set again. */
    run: `${domain}/run`,
    /** Of a pod template: its pods are replaced when it comes, and when it goes. */
    restarted: `${domain}/restarted`,
} as const;

/** Who sets the fields of what a range applies without an engine. */
export const rangeManager = "sock-shop-range";

/** Recovery, limits and faults must win over what a person or an agent did by hand. */
export const winsOverHands = { "pulumi.com/patchForce": "true" } as const;

/**
 * The engine does not wait until Deployments and Services are ready: it would do so before it
 * removes the load that keeps them from it, and a recovery would last as long as the incident.
 * The program waits itself, where waiting is right (components/stacks/preflight.ts).
 */
export const awaitedByProgram = { "pulumi.com/skipAwait": "true" } as const;

export const names = {
    autoscaler: (service: string): string => `${service}-hpa`,
    /** Id of the composite monitor that recognises an incident. */
    composite: (incident: string): string => `incident-${incident}`,
    /** NetworkPolicy that says whom a service's pods may connect to. */
    egressPolicy: (service: string): string => `${service}-egress`,
    /** Text results (CSV, JSON) of the last load run. */
    results: "load-results",
    /** The compressed HTML report of the last load run. */
    report: "load-report",
    resultsWriter: "load-results-writer",
    expiry: "expiry",
    /** Secret with which a load run tells Datadog that it starts and ends; there or not. */
    eventKeys: "datadog",
    /** Held by the stack whose incident is active in the namespace. */
    lease: "incident",
    /** Quota of a range's namespace. */
    podQuota: "sock-shop-range",
} as const;

/** Host name of a service inside the cluster. */
export function serviceHost(service: string, namespace: string): string {
    return `${service}.${namespace}.svc.cluster.local`;
}

/** What the stack calls a monitor or an SLO in an account that several shops may share. */
export function accountTitle(namespace: string, title: string): string {
    return `[${namespace}] ${title}`;
}

/** The title alone; of a name that has no namespace in front, the name. */
export function titleAlone(name: string): string {
    return name.replace(/^\[[^\]]*\] /, "");
}
