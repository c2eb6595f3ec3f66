/** Starts a control plane of our own on loopback. */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ApiClient } from "./apiClient";
import { buildPrograms } from "./build";
import * as components from "./components";
import { launch, prepare, type Starting } from "./launch";
import {
    defaultNodeNames,
    reportToStandardError,
    type ControlPlane,
    type ControlPlaneOptions,
    type PodBehaviour,
} from "./options";
import { podStages } from "./podStages";
import { requestToken } from "./serviceAccounts";
import { Supervisor, type ComponentSpec } from "./supervisor";

/**
 * Builds the programs if need be, starts them and waits until pods can be created. With
 * KEEP_CONTROL_PLANE=1 in the environment the directory with data and logs stays after `stop()`.
 */
export async function startControlPlane(options: ControlPlaneOptions = {}): Promise<ControlPlane> {
    const report = options.report ?? reportToStandardError;
    const programs = await buildPrograms(report);
    const directory = mkdtempSync(join(tmpdir(), "control-plane-"));
    const logsDirectory = join(directory, "logs");
    mkdirSync(logsDirectory);
    const keep = process.env.KEEP_CONTROL_PLANE === "1";
    const supervisor = new Supervisor(directory, logsDirectory, !keep, report);
    try {
        const starting = await prepare(programs, directory, supervisor, options.contextName);
        const kwok = (behaviour: PodBehaviour): ComponentSpec => {
            const stages = join(directory, "kwok.yaml");
            writeFileSync(stages, podStages(behaviour));
            return components.kwok(programs, starting.kubeconfigPath, stages);
        };
        const api = await launch(
            starting,
            options.autoscaler ?? {},
            kwok(options.pods ?? {}),
            options.nodeNames ?? defaultNodeNames,
        );
        const version = (await api.get("/version")) as { gitVersion: string };
        supervisor.reportDeaths();
        return {
            ...describe(starting, api),
            logsDirectory,
            kubernetesVersion: version.gitVersion,
            configurePods: (behaviour) => supervisor.restart(kwok(behaviour)),
            stop: () => supervisor.stop(),
        };
    } catch (error) {
        await supervisor.stop();
        throw error;
    }
}

/** What does not depend on how the plane is run. */
function describe(
    { kubeconfigPath, contextName, serverUrl, caFile, layout, credentials }: Starting,
    api: ApiClient,
): Omit<ControlPlane, "logsDirectory" | "kubernetesVersion" | "configurePods" | "stop"> {
    const serviceAccountToken = (namespace: string, name: string): Promise<string> =>
        requestToken(api, namespace, name);
    return {
        kubeconfigPath,
        kubeconfigText: readFileSync(kubeconfigPath, "utf8"),
        contextName,
        serverUrl,
        caFile,
        servingCertificate: {
            certFile: caFile,
            keyFile: join(layout.certificatesDirectory, "apiserver.key"),
        },
        adminToken: credentials.adminToken,
        api,
        serviceAccountToken,
        asServiceAccount: async (namespace, name) =>
            api.withToken(await serviceAccountToken(namespace, name)),
    };
}
