/** Starts a control plane of our own on loopback. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { ApiClient } from "./apiClient";
import { administrator } from "./credentials";
import { accessTo, launch, prepare, type Starting } from "./launch";
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
    /** Where a line of progress goes. */
    readonly report: (line: string) => void;
    /** Starts whatever plays the nodes; resolves when they are there. */
    startNodes(api: ApiClient, starting: Starting): Promise<void>;
}

/** Starts everything and waits until pods can be created. */
export async function startControlPlane(request: PlaneRequest): Promise<ControlPlane> {
    const { programs, directory, contextName, report } = request;
    const logsDirectory = join(directory, "logs");
    mkdirSync(logsDirectory);
    const supervisor = new Supervisor(directory, logsDirectory, request.removeDirectory, report);
    try {
        const starting = await prepare(programs, directory, supervisor, contextName);
        const api = await launch(starting, request.autoscaler ?? {}, (admin) =>
            request.startNodes(admin, starting),
        );
        const version = (await api.get("/version")) as { gitVersion: string };
        supervisor.reportDeaths();
        return {
            ...accessTo(starting, api),
            caFile: starting.caFile,
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
