/** Ports, paths and keys of a control plane, chosen before anything is started. */
import { join } from "node:path";
import type { Layout } from "./components";
import {
    administrator,
    controllerManager,
    createCredentials,
    scheduler,
    type Credentials,
} from "./credentials";
import { freePort } from "./ports";
import type { Premises } from "./premises";
import type { PlanePrograms } from "./programs";
import type { Supervisor } from "./supervisor";

/** What the steps share. */
export interface Starting {
    readonly programs: PlanePrograms;
    readonly premises: Premises;
    readonly layout: Layout;
    readonly credentials: Credentials;
    readonly supervisor: Supervisor;
    readonly signal: AbortSignal | undefined;
    readonly contextName: string;
    /** The API server's address for this process. */
    readonly serverUrl: string;
    /** And for the components beside it. */
    readonly localHost: string;
    readonly caFile: string;
    /** Its key, which the API server writes after it. */
    readonly caKeyFile: string;
    /** The administrator's; written once the API server has its certificate. */
    readonly kubeconfigPath: string;
}

/** What is known before anything is prepared. */
export interface Preparation {
    readonly programs: PlanePrograms;
    readonly directory: string;
    readonly supervisor: Supervisor;
    readonly contextName: string;
    readonly premises: Premises;
    /** Where the API server listens. Default: any port that is free. */
    readonly serverPort?: number;
    /** Gives up starting when it is aborted. */
    readonly signal?: AbortSignal;
}

/** Chooses ports and paths and makes keys; starts nothing. */
export async function prepare(preparation: Preparation): Promise<Starting> {
    const { programs, directory, supervisor, contextName, premises } = preparation;
    const serverPort = preparation.serverPort ?? (await freePort());
    const certificatesDirectory = join(directory, "certificates");
    const further = premises.nodes?.identities ?? [];
    return {
        programs,
        premises,
        layout: { directory, certificatesDirectory, serverPort },
        credentials: createCredentials(directory, [
            administrator,
            controllerManager,
            scheduler,
            ...further,
        ]),
        supervisor,
        signal: preparation.signal,
        contextName,
        localHost: premises.nodes?.address ?? "127.0.0.1",
        serverUrl: await premises.serverUrl(serverPort),
        caFile: join(certificatesDirectory, "apiserver.crt"),
        caKeyFile: join(certificatesDirectory, "apiserver.key"),
        kubeconfigPath: join(directory, "kubeconfig"),
    };
}
