/** Namespaces of the specs' own. */
import { ApiError, type KubernetesObject, type TestCluster, waitFor } from "../controlPlane";

const patienceSeconds = 120;

export function namespaceObject(name: string): KubernetesObject {
    return { apiVersion: "v1", kind: "Namespace", metadata: { name } };
}

/**
 * Makes sure that the name is free. In a control plane of our own it waits for an earlier spec's
 * namespace to go; a namespace of somebody else's cluster is not ours to break, and the test, or
 * the suite, is skipped.
 */
export async function claimNamespace(
    cluster: TestCluster,
    name: string,
    context: Mocha.Context,
): Promise<void> {
    if (cluster.own === undefined && (await exists(cluster, name))) {
        context.skip();
    }
    await waitFor(`namespace ${name} to be free`, patienceSeconds, async () =>
        (await exists(cluster, name)) ? undefined : true,
    );
}

/** Asks for its deletion, without waiting: another spec has another namespace, or waits itself. */
export async function removeNamespace({ api }: TestCluster, name: string): Promise<void> {
    await api.remove(namespaceObject(name));
}

async function exists({ api }: TestCluster, name: string): Promise<boolean> {
    try {
        await api.get(`/api/v1/namespaces/${name}`);
        return true;
    } catch (error) {
        if (error instanceof ApiError && error.status === 404) {
            return false;
        }
        throw error;
    }
}
