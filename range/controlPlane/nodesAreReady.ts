/** Whether pods can be placed. */
import type { ApiClient } from "./apiClient";

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
