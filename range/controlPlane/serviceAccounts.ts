/** Tokens of ServiceAccounts. */
import type { ApiClient } from "./apiClient";

const lifetimeSeconds = 3600;

/** Asks the API server for a token, as a kubelet does for a pod. */
export async function requestToken(
    api: ApiClient,
    namespace: string,
    name: string,
): Promise<string> {
    const answer = (await api.request(
        "POST",
        `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`,
        {
            apiVersion: "authentication.k8s.io/v1",
            kind: "TokenRequest",
            spec: { expirationSeconds: lifetimeSeconds },
        },
    )) as { status: { token: string } };
    return answer.status.token;
}
