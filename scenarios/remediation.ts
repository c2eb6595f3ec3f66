import type { ServiceChange } from "../shop/changes";

/** A fix that can be switched on and off, and compared. */
export interface Remediation {
    readonly title: string;
    readonly changes: readonly ServiceChange[];
    /** Remediations that would fight over the same field. */
    readonly excludes: readonly string[];
    /** Needs the metrics API (metrics-server); without it the autoscaler is blind. */
    readonly needsMetrics: boolean;
    /** The incident's own faults are taken back, whatever they are; its load goes on. */
    readonly undoesFaults: boolean;
    /** Something one does to an incident that is there; before it there is nothing to do it to. */
    readonly isResponseOnly: boolean;
}

/** What most remediations are not. */
const plain = {
    excludes: [],
    needsMetrics: false,
    undoesFaults: false,
    isResponseOnly: false,
} as const;

/** In the order in which a list of them is written: the alphabet's. */
export const remediations = Object.freeze({
    hpa: {
        ...plain,
        title: "Horizontal autoscaling of the front-end: 2 to 10 pods at 70 % of the CPU request",
        changes: [
            {
                kind: "autoscale",
                service: "front-end",
                minReplicas: 2,
                maxReplicas: 10,
                resource: "cpu",
                utilization: 70,
            },
        ],
        excludes: ["replicas"],
        needsMetrics: true,
    },
    limits: {
        ...plain,
        title: "Higher limits of the front-end: CPU 300m to 400m, memory 1000Mi to 1300Mi",
        changes: [{ kind: "limits", service: "front-end", cpu: "400m", memory: "1300Mi" }],
    },
    probes: {
        ...plain,
        title: "A patient liveness probe of the front-end: killed after 10 failures, not 3",
        changes: [
            {
                kind: "probes",
                service: "front-end",
                // Readiness stays: a pod that is too busy is to lose new users, not its life.
                probes: ["liveness"],
                failureThreshold: 10,
            },
        ],
    },
    replicas: {
        ...plain,
        title: "A fixed number of front-end pods (3 unless frontEndReplicas says otherwise)",
        changes: [{ kind: "replicas", service: "front-end", replicas: 3 }],
        excludes: ["hpa"],
    },
    restart: {
        ...plain,
        title: "The front-end's pods are replaced once: users lose their connections and make new ones",
        changes: [{ kind: "restart", service: "front-end" }],
        isResponseOnly: true,
    },
    restore: {
        ...plain,
        title: "What the incident broke is put back, while its load goes on",
        changes: [],
        undoesFaults: true,
        isResponseOnly: true,
    },
} satisfies Record<string, Remediation>);

export type RemediationName = keyof typeof remediations;

export const remediationNames = Object.keys(remediations) as RemediationName[];

/**
 * What is left of a list once the incident is over, as the setting spells it: there is no fault any
 * more that could be undone.
 */
export function withoutIncident(list: string): string {
    const left = list.split(",").filter((name) => !undoesFaults(name));
    return left.length === 0 ? "none" : left.join(",");
}

/** Whether a list of remediations, as the setting spells it, only makes sense as a response. */
export function isResponseOnly(list: string): boolean {
    return membersOf(list).some((one) => one.isResponseOnly);
}

/** Whether a list takes back what the incident breaks: in the same `up` nothing would be broken. */
export function undoesFaults(list: string | readonly string[]): boolean {
    return membersOf(list).some((one) => one.undoesFaults);
}

function membersOf(list: string | readonly string[]): readonly Remediation[] {
    const known: Readonly<Record<string, Remediation>> = remediations;
    const names = typeof list === "string" ? list.split(",") : list;
    return names.flatMap((name) => known[name] ?? []);
}
