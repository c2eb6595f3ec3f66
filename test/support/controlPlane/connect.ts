/** The cluster the tests run against: the one that TEST_KUBECONFIG names, else one of our own. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "yaml";
import { ApiClient } from "../../../range/controlPlane/apiClient";
import type { ClusterAccess } from "../../../range/controlPlane/options";
import type { KwokPlane, KwokPlaneOptions } from "./options";
import { requestToken } from "../../../range/controlPlane/serviceAccounts";
import { startKwokPlane } from "./start";

/** A cluster, and the means to control it when it is ours. */
export interface TestCluster extends ClusterAccess {
    /**
     * Undefined for a cluster named by TEST_KUBECONFIG: tests that set pods' readiness, run times
     * or CPU figures have nothing to set them with there and skip themselves.
     */
    readonly own: KwokPlane | undefined;
}

/** Contexts that local clusters' own tools create. */
const localContexts = [/^kind-/, /^k3d-/, /^minikube$/, /^docker-desktop$/, /^rancher-desktop$/];

/**
 * Uses the cluster of TEST_KUBECONFIG's current context when that variable is set, never KUBECONFIG
 * or the user's default: tests create, break and delete things. Otherwise starts a control plane.
 */
export async function connectOrStart(options: KwokPlaneOptions = {}): Promise<TestCluster> {
    const path = process.env.TEST_KUBECONFIG ?? "";
    if (path !== "") {
        return connect(resolve(path));
    }
    const own = await startKwokPlane(options);
    return { ...own, own };
}

/** Refuses a context that does not look local, unless exactly that name is allowed. */
export function assertLocalContext(contextName: string, allowed: string | undefined): void {
    const isLocal = localContexts.some((pattern) => pattern.test(contextName));
    if (!isLocal && contextName !== allowed) {
        throw new Error(
            `The context "${contextName}" of TEST_KUBECONFIG does not look like a local cluster, ` +
                "and these tests break things. If it may be broken, set " +
                `TEST_KUBECONFIG_ALLOW_CONTEXT=${contextName}.`,
        );
    }
}

async function connect(kubeconfigPath: string): Promise<TestCluster> {
    const kubeconfigText = readFileSync(kubeconfigPath, "utf8");
    const contextName =
        (parse(kubeconfigText) as { "current-context"?: string })["current-context"] ?? "";
    assertLocalContext(contextName, process.env.TEST_KUBECONFIG_ALLOW_CONTEXT);
    const api = await ApiClient.fromKubeconfig(kubeconfigPath);
    await api.get("/readyz");
    const serviceAccountToken = (namespace: string, name: string): Promise<string> =>
        requestToken(api, namespace, name);
    return {
        kubeconfigPath,
        kubeconfigText,
        contextName,
        serverUrl: api.serverUrl,
        api,
        own: undefined,
        serviceAccountToken,
        asServiceAccount: async (namespace, name) =>
            api.withToken(await serviceAccountToken(namespace, name)),
        stop: () => Promise.resolve(),
    };
}
