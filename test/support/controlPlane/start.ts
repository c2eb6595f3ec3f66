/** Starts a control plane of our own on loopback. */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as components from "./components";
import { administrator } from "./credentials";
import { accessTo, launch, prepare } from "./launch";
import { createNodes } from "./nodes";
import {
    defaultNodeNames,
    reportToStandardError,
    type ControlPlane,
    type ControlPlaneOptions,
    type PodBehaviour,
} from "./options";
import { podStages } from "./podStages";
import { buildKwok, buildPlanePrograms } from "./programs";
import { Supervisor, type ComponentSpec } from "./supervisor";

/**
 * Builds the programs if need be, starts them and waits until pods can be created. With
 * KEEP_CONTROL_PLANE=1 in the environment the directory with data and logs stays after `stop()`.
 */
export async function startControlPlane(options: ControlPlaneOptions = {}): Promise<ControlPlane> {
    const report = options.report ?? reportToStandardError;
    const programs = await buildPlanePrograms(report);
    const kwokProgram = await buildKwok(report);
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
            return components.kwok(kwokProgram, starting.kubeconfigPath, stages);
        };
        const api = await launch(starting, options.autoscaler ?? {}, async (admin) => {
            supervisor.start(kwok(options.pods ?? {}));
            await createNodes(admin, options.nodeNames ?? defaultNodeNames);
        });
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
            configurePods: (behaviour) => supervisor.restart(kwok(behaviour)),
            stop: () => supervisor.stop(),
        };
    } catch (error) {
        await supervisor.stop();
        throw error;
    }
}
