/** What a namespace holds, in a form that can be compared before and after. */
import { type ApiReader, type Kind, listOf } from "../../../live/snapshot/apiServer";
import { hashOf } from "../../../live/snapshot/hash";
import { type JsonObject, textAt } from "../../../live/snapshot/json";
import { normalise } from "../../../live/snapshot/normalise";

const shopKinds: readonly Kind[] = [
    { apiVersion: "apps/v1", kind: "Deployment", plural: "deployments" },
    { apiVersion: "v1", kind: "Service", plural: "services" },
    {
        apiVersion: "autoscaling/v2",
        kind: "HorizontalPodAutoscaler",
        plural: "horizontalpodautoscalers",
    },
    { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", plural: "networkpolicies" },
];

/** What an incident may leave behind, beside a changed shop. */
const otherKinds: readonly Kind[] = [
    { apiVersion: "batch/v1", kind: "Job", plural: "jobs" },
    { apiVersion: "coordination.k8s.io/v1", kind: "Lease", plural: "leases" },
    { apiVersion: "v1", kind: "ConfigMap", plural: "configmaps" },
    { apiVersion: "v1", kind: "ServiceAccount", plural: "serviceaccounts" },
    { apiVersion: "rbac.authorization.k8s.io/v1", kind: "Role", plural: "roles" },
    { apiVersion: "rbac.authorization.k8s.io/v1", kind: "RoleBinding", plural: "rolebindings" },
];

/** Canonical hash of the objects that make up the shop. */
export async function hashOfShop(reader: ApiReader, namespace: string): Promise<string> {
    return hashOf(normalise(await listAll(reader, shopKinds, namespace)));
}

/** Kind and name of each object, like `Job load`, sorted. */
export async function inventoryOfNamespace(
    reader: ApiReader,
    namespace: string,
): Promise<readonly string[]> {
    const live = await listAll(reader, [...shopKinds, ...otherKinds], namespace);
    return live
        .map(
            (object) =>
                `${textAt(object, "kind") ?? ""} ${textAt(object, "metadata", "name") ?? ""}`,
        )
        .sort();
}

async function listAll(
    reader: ApiReader,
    kinds: readonly Kind[],
    namespace: string,
): Promise<readonly JsonObject[]> {
    const lists = kinds.map((kind) => listOf(reader, kind, namespace));
    return (await Promise.all(lists)).flat();
}
