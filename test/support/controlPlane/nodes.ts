/** The simulated nodes. */
import type { ApiClient, KubernetesObject } from "../../../range/controlPlane/apiClient";

/** Generous, so that scheduling never decides a test. */
const capacity = { cpu: "32", memory: "128Gi", "ephemeral-storage": "500Gi", pods: "250" };

export function simulatedNode(name: string): KubernetesObject {
    return {
        apiVersion: "v1",
        kind: "Node",
        metadata: {
            name,
            // kwok manages nodes that say so.
            annotations: { "kwok.x-k8s.io/node": "fake" },
            labels: {
                "beta.kubernetes.io/os": "linux",
                "kubernetes.io/os": "linux",
                "kubernetes.io/arch": "amd64",
                "kubernetes.io/hostname": name,
            },
        },
        status: { capacity, allocatable: capacity },
    };
}

export async function createNodes(api: ApiClient, names: readonly string[]): Promise<void> {
    for (const name of names) {
        await api.request("POST", "/api/v1/nodes", simulatedNode(name));
    }
}
