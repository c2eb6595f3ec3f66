/** Starts a control plane of our own on loopback. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { ApiClient } from "./apiClient";
import { administrator } from "./credentials";
import { accessTo, launch, prepare, type Starting } from "./launch";
import { loopback, serverCertificates } from "./premises";
import type { AutoscalerTiming, ControlPlane } from "./options";
import type { PlanePrograms } from "./programs";
import { Supervisor } from "./supervisor";

export interface PlaneRequest {
    readonly programs: PlanePrograms;
    /** Where data, keys and logs go. */
    readonly directory: string;
    /** Whether the directory goes when everything is stopped. */
    readonly removeDirectory: boolean;
    /** Name of the kubeconfig's context, cluster and user. */
    readonly contextName: string;
    readonly autoscaler?: Partial<AutoscalerTiming>;
    /** Called when a component ends by itself once all are up: its name and the end of its log. */
    readonly onDeath: (obituary: string) => void;
    /** Starts whatever plays the nodes; resolves when they are there. */
    startNodes(api: ApiClient, starting: Starting): Promise<void>;
}

/** Starts everything and waits until pods can be created. */
export async function startControlPlane(request: PlaneRequest): Promise<ControlPlane> {
    const { programs, directory, contextName } = request;
    const logsDirectory = join(directory, "logs");
    mkdirSync(logsDirectory, { recursive: true });
    const supervisor = new Supervisor(directory, logsDirectory, request.removeDirectory);
    try {
        const premises = { ...loopback, shows: serverCertificates(directory) };
        const starting = await prepare(programs, directory, supervisor, contextName, premises);
        const api = await launch(starting, request.autoscaler ?? {}, (admin) =>
            request.startNodes(admin, starting),
        );
        const version = (await api.get("/version")) as { gitVersion: string };
        supervisor.tellDeaths(request.onDeath);
        return {
            ...accessTo(starting, api),
            caFile: starting.caFile,
            shows: premises.shows,
            servingCertificate: {
                certFile: starting.caFile,
                keyFile: join(starting.layout.certificatesDirectory, "apiserver.key"),
            },
            adminToken: starting.credentials.tokenOf(administrator),
            logsDirectory,
            kubernetesVersion: version.gitVersion,
            stop: () => supervisor.stop(),
        };
    } catch (error) {
        await supervisor.stop();
        throw error;
    }
}
