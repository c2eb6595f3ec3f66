/** The steps from nothing to a control plane in which pods can be created. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ApiClient } from "./apiClient";
import type { Programs } from "./build";
import * as components from "./components";
import { createCredentials, kubeconfig, writeKubeconfig, type Credentials } from "./credentials";
import { createNodes, nodesAreReady } from "./nodes";
import { defaultAutoscalerTiming, defaultContextName, type AutoscalerTiming } from "./options";
import { freePorts } from "./ports";
import type { ComponentSpec, Supervisor } from "./supervisor";
import { waitFor } from "./wait";

/** Seconds that a slow, busy machine may take for one step of starting up. */
const patienceSeconds = 120;

/** What the steps share. */
export interface Starting {
    readonly programs: Programs;
    readonly layout: components.Layout;
    readonly credentials: Credentials;
    readonly supervisor: Supervisor;
    readonly contextName: string;
    readonly serverUrl: string;
    readonly caFile: string;
    /** The administrator's; written once the API server has its certificate. */
    readonly kubeconfigPath: string;
}

/** Chooses ports and paths and makes keys; starts nothing. */
export async function prepare(
    programs: Programs,
    directory: string,
    supervisor: Supervisor,
    contextName = defaultContextName,
): Promise<Starting> {
    const [etcdPort = 0, etcdPeerPort = 0, serverPort = 0] = await freePorts(3);
    const certificatesDirectory = join(directory, "certificates");
    return {
        programs,
        layout: {
            directory,
            certificatesDirectory,
            etcdUrl: `http://127.0.0.1:${etcdPort}`,
            etcdPeerUrl: `http://127.0.0.1:${etcdPeerPort}`,
            serverPort,
        },
        credentials: createCredentials(directory),
        supervisor,
        contextName,
        serverUrl: `https://127.0.0.1:${serverPort}`,
        caFile: join(certificatesDirectory, "apiserver.crt"),
        kubeconfigPath: join(directory, "kubeconfig"),
    };
}

/** Starts everything in order; resolves to the administrator's client. */
export async function launch(
    starting: Starting,
    timing: Partial<AutoscalerTiming>,
    kwok: ComponentSpec,
    nodeNames: readonly string[],
): Promise<ApiClient> {
    const api = await launchServer(starting);
    launchControllers(starting, timing);
    starting.supervisor.start(kwok);
    await createNodes(api, nodeNames);
    await patiently(starting, "the nodes to be Ready", () => nodesAreReady(api));
    await patiently(starting, "the default ServiceAccount", () =>
        api.get("/api/v1/namespaces/default/serviceaccounts/default"),
    );
    return api;
}

async function launchServer(starting: Starting): Promise<ApiClient> {
    const { programs, layout, credentials, supervisor, kubeconfigPath } = starting;
    supervisor.start(components.etcd(programs, layout));
    supervisor.start(components.kubeApiserver(programs, layout, credentials));
    await patiently(starting, "the API server's certificate", () =>
        existsSync(starting.caFile) ? true : undefined,
    );
    writeKubeconfig(kubeconfigPath, textFor(starting, credentials.adminToken));
    const api = await ApiClient.fromKubeconfig(kubeconfigPath);
    await patiently(starting, "the API server to be ready", async () =>
        (await api.get("/readyz")) === "ok" ? true : undefined,
    );
    return api;
}

function launchControllers(starting: Starting, timing: Partial<AutoscalerTiming>): void {
    const { programs, layout, credentials, supervisor } = starting;
    const configure = (name: string, token: string): string =>
        writeKubeconfig(join(layout.directory, name), textFor(starting, token));
    supervisor.start(
        components.kubeControllerManager(
            programs,
            layout,
            credentials,
            configure("controller-manager.kubeconfig", credentials.controllerManagerToken),
            { ...defaultAutoscalerTiming, ...timing },
        ),
    );
    const scheduler = configure("scheduler.kubeconfig", credentials.schedulerToken);
    supervisor.start(components.kubeScheduler(programs, scheduler));
}

/** Gives up at once when a component dies. */
function patiently<T>(
    { supervisor }: Starting,
    what: string,
    look: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
    return waitFor(what, patienceSeconds, look, () => {
        supervisor.assertAlive();
    });
}

function textFor(starting: Starting, token: string): string {
    const authority = readFileSync(starting.caFile);
    return kubeconfig(starting.contextName, starting.serverUrl, authority, token);
}
