/** Starts a control plane of our own on loopback. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { ApiClient } from "./apiClient";
import { administrator } from "./credentials";
import { accessTo, launch } from "./launch";
import { loopback, serverCertificates } from "./premises";
import type { AutoscalerTiming, ControlPlane } from "./options";
import { prepare, type Starting } from "./prepare";
import type { PlanePrograms } from "./programs";
import { Supervisor } from "./supervisor";

export interface PlaneRequest {
    readonly programs: PlanePrograms;
    /** Where data, keys and logs go; with those of an earlier time, they are taken up again. */
    readonly directory: string;
    /** What goes when everything is stopped, whoever ends it: the directory as well. */
    readonly removeAtEnd: readonly string[];
    /** Where the API server listens. Default: any port that is free. */
    readonly serverPort?: number;
    /** Name of the kubeconfig's context, cluster and user. */
    readonly contextName: string;
    readonly autoscaler?: Partial<AutoscalerTiming>;
    /** See `Premises`. */
    readonly clusterSocket?: string;
    readonly auditDirectory?: string;
    /** Gives up starting when it is aborted. */
    readonly signal?: AbortSignal;
    /** Called when a component ends by itself once all are up: its name and the end of its log. */
    readonly onDeath: (obituary: string) => void;
    /** Starts whatever plays the nodes; resolves when they are there. Default: there are none. */
    readonly startNodes?: (api: ApiClient, starting: Starting) => Promise<void>;
}

/** Starts everything and waits until pods can be created. */
export async function startControlPlane(request: PlaneRequest): Promise<ControlPlane> {
    const { directory, clusterSocket, auditDirectory } = request;
    const logsDirectory = join(directory, "logs");
    mkdirSync(logsDirectory, { recursive: true });
    const supervisor = new Supervisor(directory, logsDirectory);
    supervisor.removeAtEnd(request.removeAtEnd);
    try {
        const shows = serverCertificates(directory);
        const premises = { ...loopback, shows, clusterSocket, auditDirectory };
        const starting = await prepare({ ...request, supervisor, premises });
        const { startNodes } = request;
        const api = await launch(
            starting,
            request.autoscaler ?? {},
            startNodes && ((admin) => startNodes(admin, starting)),
        );
        const version = (await api.get("/version")) as { gitVersion: string };
        supervisor.tellDeaths(request.onDeath);
        return {
            ...accessTo(starting, api),
            caFile: starting.caFile,
            shows: premises.shows,
            servingCertificate: {
                certFile: starting.caFile,
                keyFile: starting.caKeyFile,
            },
            adminToken: starting.credentials.tokenOf(administrator),
            logsDirectory,
            kubernetesVersion: version.gitVersion,
            removeAtEnd: (paths) => {
                supervisor.removeAtEnd(paths);
            },
            stop: () => supervisor.stop(),
        };
    } catch (error) {
        await supervisor.stop();
        throw error;
    }
}
