/** What the controllers and the scheduler tell: the agent sends it as it does what the kubelet tells. */
import type { CoreV1Event } from "@kubernetes/client-node";

import type { KubernetesEvent } from "../../../twin/observer";

const kinds: ReadonlySet<string> = new Set<KubernetesEvent["kind"]>([
    "Pod",
    "Deployment",
    "HorizontalPodAutoscaler",
    "Job",
]);

/**
 * With a time as clients have it. Undefined: the kubelet's own, which are known already, or of what
 * nobody asks about.
 */
export function toldByOthers(
    { source, reportingComponent, involvedObject, type, reason, message, ...times }: CoreV1Event,
    deploymentOf: (kind: string, name: string) => string | undefined,
): KubernetesEvent | undefined {
    const by = source?.component ?? reportingComponent ?? "";
    const { kind = "", name = "" } = involvedObject;
    if (by === "kubelet" || !kinds.has(kind)) {
        return undefined;
    }
    const at = times.lastTimestamp ?? times.eventTime ?? times.metadata.creationTimestamp;
    return {
        at: new Date(at ?? 0).getTime() / 1000,
        type: type === "Warning" ? "Warning" : "Normal",
        reason: reason ?? "",
        kind: kind as KubernetesEvent["kind"],
        name,
        deployment: kind === "Deployment" ? name : deploymentOf(kind, name),
        message: message ?? "",
    };
}
