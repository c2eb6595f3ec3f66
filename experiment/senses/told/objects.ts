/** What the API server's objects say of containers, autoscalers and Services. */
import {
    at,
    type Json,
    type JsonObject,
    listAt,
    numberAt,
    textAt,
} from "../../../live/snapshot/json";
import { amountOf } from "../../../shop/quantity";
import type { AutoscalerLook, ContainerLook } from "../look";

/** Those of a Deployment's pod; none of a Job's. */
export function containersOf(pod: JsonObject): readonly ContainerLook[] {
    const [owner] = listAt(pod, "metadata", "ownerReferences");
    if (textAt(owner, "kind") !== "ReplicaSet") {
        return [];
    }
    const specs = listAt(pod, "spec", "containers");
    return listAt(pod, "status", "containerStatuses").map((status): ContainerLook => {
        const container = textAt(status, "name") ?? "";
        const spec = specs.find((one) => textAt(one, "name") === container);
        return {
            // A ReplicaSet is named after its Deployment, and a hash.
            deployment: (textAt(owner, "name") ?? "").replace(/-[a-z0-9]+$/, ""),
            pod: textAt(pod, "metadata", "name") ?? "",
            container,
            restarts: numberAt(status, ["restartCount"]),
            waiting: textAt(status, "state", "waiting", "reason"),
            lastEnd: textAt(status, "lastState", "terminated", "reason"),
            cpuLimit: amountAt(spec, "resources", "limits", "cpu"),
            memoryLimit: amountAt(spec, "resources", "limits", "memory"),
        };
    });
}

export function amountAt(value: Json | undefined, ...path: readonly string[]): number | undefined {
    const found = at(value, ...path);
    return typeof found === "string" || typeof found === "number"
        ? amountOf(String(found))
        : undefined;
}

export function autoscalerOf(autoscaler: JsonObject): AutoscalerLook {
    const [metric] = listAt(autoscaler, "status", "currentMetrics");
    const utilization = at(metric, "resource", "current", "averageUtilization");
    return {
        deployment: textAt(autoscaler, "spec", "scaleTargetRef", "name") ?? "",
        desired: numberAt(autoscaler, ["status", "desiredReplicas"]),
        utilization: typeof utilization === "number" ? utilization : undefined,
    };
}

/** The Service of an EndpointSlice; undefined: it is nobody's. */
export const serviceOf = (slice: JsonObject): string | undefined =>
    textAt(slice, "metadata", "labels", "kubernetes.io/service-name");

/** How many of a slice's endpoints get requests: one that does not say is ready. */
export function readyIn(slice: JsonObject): number {
    const endpoints = listAt(slice, "endpoints");
    return endpoints.filter((one) => at(one, "conditions", "ready") !== false).length;
}
