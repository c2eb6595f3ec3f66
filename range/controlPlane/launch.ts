/** The steps from nothing to a control plane in which pods can be created. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ApiClient } from "./apiClient";
import * as components from "./components";
import {
    administrator,
    controllerManager,
    kubeconfig,
    scheduler,
    writeKubeconfig,
    type Identity,
} from "./credentials";
import { nodesAreReady } from "./nodesAreReady";
import { defaultAutoscalerTiming, type AutoscalerTiming, type ClusterAccess } from "./options";
import type { Starting } from "./prepare";
import { requestToken } from "./serviceAccounts";
import type { ComponentSpec } from "./supervisor";
import { waitFor } from "./wait";

/** Seconds that a slow, busy machine may take for one step of starting up. */
const patienceSeconds = 120;

/**
 * Starts everything in order, and whatever plays the nodes last; resolves to the administrator's
 * client when pods can be created.
 */
export async function launch(
    starting: Starting,
    timing: Partial<AutoscalerTiming>,
    startNodes: ((api: ApiClient) => Promise<void>) | undefined,
): Promise<ApiClient> {
    const api = await launchServer(starting);
    launchControllers(starting, timing);
    if (startNodes !== undefined) {
        await startNodes(api);
        await patiently(starting, "the nodes to be Ready", () => nodesAreReady(api));
    }
    await patiently(starting, "the default ServiceAccount", () =>
        api.get("/api/v1/namespaces/default/serviceaccounts/default"),
    );
    return api;
}

async function launchServer(starting: Starting): Promise<ApiClient> {
    const { programs, layout, credentials, kubeconfigPath, premises } = starting;
    start(starting, components.etcd(programs, layout));
    start(starting, components.kubeApiserver(programs, layout, credentials, premises));
    // The certificate itself is there, and empty, before it is written.
    await patiently(starting, "the API server's certificate", () =>
        existsSync(starting.caKeyFile) ? true : undefined,
    );
    writeKubeconfig(kubeconfigPath, kubeconfigFor(starting, administrator));
    const api = await ApiClient.fromKubeconfig(kubeconfigPath);
    await patiently(starting, "the API server to be ready", async () =>
        (await api.get("/readyz")) === "ok" ? true : undefined,
    );
    return api;
}

function launchControllers(starting: Starting, timing: Partial<AutoscalerTiming>): void {
    const { programs, layout, credentials } = starting;
    start(
        starting,
        components.kubeControllerManager(
            programs,
            layout,
            credentials,
            configure(starting, "controller-manager", controllerManager),
            { ...defaultAutoscalerTiming, ...timing },
        ),
    );
    const kubeconfigPath = configure(starting, "scheduler", scheduler);
    start(starting, components.kubeScheduler(programs, kubeconfigPath));
}

/** Writes a component's kubeconfig; returns its path. */
export function configure(starting: Starting, name: string, identity: Identity): string {
    const path = join(starting.layout.directory, `${name}.kubeconfig`);
    return writeKubeconfig(path, kubeconfigFor(starting, identity));
}

/** Starts a component where the control plane runs. */
function start({ supervisor, premises }: Starting, spec: ComponentSpec): void {
    const [program = "", ...args] = [...premises.enter, spec.program, ...spec.args];
    supervisor.start({ name: spec.name, program, args });
}

/** Gives up at once when a component dies, or when nobody wants it any more. */
function patiently<T>(
    { supervisor, signal }: Starting,
    what: string,
    look: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
    return waitFor(what, patienceSeconds, look, () => {
        signal?.throwIfAborted();
        supervisor.assertAlive();
    });
}

/** Components are where the server is, and reach it without a detour. */
function kubeconfigFor(starting: Starting, identity: Identity): string {
    const { contextName, layout, caFile, credentials, serverUrl } = starting;
    const isComponent = identity !== administrator;
    const url = isComponent ? `https://${starting.localHost}:${layout.serverPort}` : serverUrl;
    return kubeconfig(contextName, url, readFileSync(caFile), credentials.tokenOf(identity));
}

/** What a client needs to know, whatever plays the nodes. */
export function accessTo(
    { kubeconfigPath, contextName, serverUrl }: Starting,
    api: ApiClient,
): Omit<ClusterAccess, "stop"> {
    const serviceAccountToken = (namespace: string, name: string): Promise<string> =>
        requestToken(api, namespace, name);
    return {
        kubeconfigPath,
        kubeconfigText: readFileSync(kubeconfigPath, "utf8"),
        contextName,
        serverUrl,
        api,
        serviceAccountToken,
        asServiceAccount: async (namespace, name) =>
            api.withToken(await serviceAccountToken(namespace, name)),
    };
}
