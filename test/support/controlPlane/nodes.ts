/** The simulated nodes. */
import type { ApiClient, KubernetesObject } from "./apiClient";

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

/** True when every node has a Ready condition that is true, and no taint that keeps pods away. */
export async function nodesAreReady(api: ApiClient): Promise<true | undefined> {
    const list = (await api.get("/api/v1/nodes")) as {
        items: {
            spec: { taints?: unknown[] };
            status: { conditions?: { type: string; status: string }[] };
        }[];
    };
    const all = list.items.every(
        ({ spec, status }) =>
            (spec.taints ?? []).length === 0 &&
            (status.conditions ?? []).some(
                (condition) => condition.type === "Ready" && condition.status === "True",
            ),
    );
    return all && list.items.length > 0 ? true : undefined;
}
