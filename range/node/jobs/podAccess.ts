/** What a pod has of the API server: files of its ConfigMaps, its variables, its account's rights. */
import type { V1ConfigMap, V1Pod, V1PodSpec, V1Secret } from "@kubernetes/client-node";

import type { ApiClient } from "../../controlPlane/apiClient";
import { isNotFound } from "../../controlPlane/apiTransport";
import { requestToken } from "../../controlPlane/serviceAccounts";
import { identityOf } from "../api/identity";

/** The ConfigMaps that its volumes are made of. Rejects when one is missing. */
export function configMapsOf(
    api: ApiClient,
    namespace: string,
    { volumes = [] }: Pick<V1PodSpec, "volumes"> = {},
): Promise<readonly V1ConfigMap[]> {
    const names = volumes.flatMap(({ configMap }) => configMap?.name ?? []);
    return Promise.all(
        names.map(
            async (name) =>
                (await api.get(
                    `/api/v1/namespaces/${namespace}/configmaps/${name}`,
                )) as V1ConfigMap,
        ),
    );
}

/** The variables of a container: by value, or from a Secret, which may be missing. */
export async function environmentOf(
    api: ApiClient,
    pod: V1Pod,
    container = pod.spec?.containers[0]?.name,
): Promise<Readonly<Record<string, string>>> {
    const { namespace, name: podName } = identityOf(pod);
    const spec = pod.spec?.containers.find(({ name }) => name === container);
    const entries = (spec?.env ?? []).map(async ({ name, value, valueFrom }) => {
        const from = valueFrom?.secretKeyRef;
        const text =
            from === undefined
                ? (value ?? "")
                : await secretValue(api, namespace, from.name ?? "", from.key);
        return text === undefined ? [] : [[name, text] as const];
    });
    return Object.fromEntries([["HOSTNAME", podName], ...(await Promise.all(entries)).flat()]);
}

/** A token of its ServiceAccount, for an hour. */
export function tokenOf(api: ApiClient, pod: V1Pod): Promise<string> {
    const { namespace } = identityOf(pod);
    return requestToken(api, namespace, pod.spec?.serviceAccountName ?? "default");
}

async function secretValue(
    api: ApiClient,
    namespace: string,
    name: string,
    key: string,
): Promise<string | undefined> {
    try {
        const path = `/api/v1/namespaces/${namespace}/secrets/${name}`;
        const { data = {} } = (await api.get(path)) as V1Secret;
        const value = data[key];
        return value === undefined ? undefined : Buffer.from(value, "base64").toString("utf8");
    } catch (error) {
        if (isNotFound(error)) {
            return undefined;
        }
        throw error;
    }
}
