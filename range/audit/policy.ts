/** What the API server writes into its audit log: writes, by whomever, with what they send. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";

/** The log in force; a full one is renamed, with the time in its name. */
export const auditFile = (directory: string): string => join(directory, "audit", "audit.log");

/** Of one file, and of those that were full before: together 128 MiB at most. */
const megabytesOfFile = 32;
const filesBefore = 3;

const kubeSystem = "system:serviceaccounts:kube-system";

/**
 * What nobody asks about is left out: reads, and what components tell each other all the time. Of
 * controllers it says that they wrote; what they wrote follows from what others asked for. Nobody's
 * secrets get into it.
 */
const auditPolicy = {
    apiVersion: "audit.k8s.io/v1",
    kind: "Policy",
    omitStages: ["RequestReceived", "ResponseStarted"],
    omitManagedFields: true,
    rules: [
        { level: "None", verbs: ["get", "list", "watch"] },
        { level: "None", nonResourceURLs: ["*"] },
        {
            level: "None",
            resources: [
                { group: "", resources: ["events", "endpoints", "nodes", "*/status", "*/binding"] },
                { group: "", resources: ["serviceaccounts/token"] },
                { group: "events.k8s.io" },
                { group: "coordination.k8s.io" },
                { group: "discovery.k8s.io" },
                { group: "authentication.k8s.io" },
                { group: "authorization.k8s.io" },
                { group: "apps", resources: ["*/status"] },
                { group: "batch", resources: ["*/status"] },
                { group: "autoscaling", resources: ["*/status"] },
            ],
        },
        { level: "Metadata", resources: [{ group: "", resources: ["secrets", "configmaps"] }] },
        { level: "Metadata", userGroups: [kubeSystem] },
        {
            level: "Metadata",
            users: ["system:kube-controller-manager", "system:kube-scheduler", "system:apiserver"],
        },
        { level: "Request" },
    ],
} as const;

/** Writes the policy beside the log; returns the API server's flags. */
export function auditFlags(directory: string): Readonly<Record<string, string>> {
    const log = auditFile(directory);
    const policy = join(directory, "audit", "policy.yaml");
    mkdirSync(join(directory, "audit"), { recursive: true, mode: 0o700 });
    writeFileSync(policy, stringify(auditPolicy));
    return {
        "audit-policy-file": policy,
        "audit-log-path": log,
        "audit-log-maxsize": String(megabytesOfFile),
        "audit-log-maxbackup": String(filesBefore),
        // One object of hundreds of kilobytes must not take the place of all others.
        "audit-log-truncate-enabled": "true",
        "audit-log-truncate-max-event-size": String(64 * 1024),
    };
}
