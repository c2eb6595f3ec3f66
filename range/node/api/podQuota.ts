/** The bound on a namespace's pods: each is an object that the control plane has to carry. */
import { names, rangeManager } from "../../../shop/names";
import type { ApiClient } from "../../controlPlane/apiClient";

/**
 * Twice what the node takes (110, kubelet's default) and more: pods that do not fit are Pending, as
 * on a cluster, and a number that nobody meant is refused.
 */
const mostPods = 250;

/** Done again for a namespace that has it, it changes nothing. */
export async function boundPods(api: ApiClient, namespace: string): Promise<void> {
    const quota = {
        apiVersion: "v1",
        kind: "ResourceQuota",
        metadata: { name: names.podQuota, namespace },
        spec: { hard: { pods: String(mostPods) } },
    };
    await api.apply(quota, { fieldManager: rangeManager, force: true });
}
