import type { ServiceChange } from "../components/sockShop/changes";

/** A fix that can be switched on and off, and compared. */
export interface Remediation {
    readonly title: string;
    readonly changes: readonly ServiceChange[];
    /** Remediations that would fight over the same field. */
    readonly excludes: readonly string[];
    /** Needs the metrics API (metrics-server); without it the autoscaler is blind. */
    readonly needsMetrics: boolean;
}

export const remediations = Object.freeze({
    hpa: {
        title: "Horizontal autoscaling of the front-end: 2 to 10 pods at 70 % of the CPU request",
        changes: [
            {
                kind: "autoscale",
                service: "front-end",
                minReplicas: 2,
                maxReplicas: 10,
                cpuUtilization: 70,
            },
        ],
        excludes: ["replicas"],
        needsMetrics: true,
    },
    limits: {
        title: "Higher limits of the front-end: CPU 300m to 400m, memory 1000Mi to 1300Mi",
        changes: [{ kind: "limits", service: "front-end", cpu: "400m", memory: "1300Mi" }],
        excludes: [],
        needsMetrics: false,
    },
    replicas: {
        title: "A fixed number of front-end pods (3 unless frontEndReplicas says otherwise)",
        changes: [{ kind: "replicas", service: "front-end", replicas: 3 }],
        excludes: ["hpa"],
        needsMetrics: false,
    },
} satisfies Record<string, Remediation>);

export type RemediationName = keyof typeof remediations;

export const remediationNames = Object.keys(remediations) as RemediationName[];
