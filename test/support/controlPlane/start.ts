/** Starts a control plane of our own on loopback, with kwok for nodes and pods. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Starting } from "../../../range/controlPlane/prepare";
import { buildPlanePrograms } from "../../../range/controlPlane/programs";
import { startControlPlane } from "../../../range/controlPlane/start";
import { buildKwok, kwok } from "./kwok";
import { createNodes } from "./nodes";
import {
    defaultContextName,
    defaultNodeNames,
    reportToStandardError,
    wayOut,
    type KwokPlane,
    type KwokPlaneOptions,
    type PodBehaviour,
} from "./options";
import { podStages } from "./podStages";

/**
 * Builds the programs if need be, starts them and waits until pods can be created. With
 * KEEP_CONTROL_PLANE=1 in the environment the directory with data and logs stays after `stop()`.
 */
export async function startKwokPlane(options: KwokPlaneOptions = {}): Promise<KwokPlane> {
    const report = options.report ?? reportToStandardError;
    const programs = await buildPlanePrograms(report, wayOut);
    const kwokProgram = await buildKwok(report);
    const directory = mkdtempSync(join(tmpdir(), "control-plane-"));
    const stages = join(directory, "kwok.yaml");
    let supervisor: Starting["supervisor"] | undefined;
    const plane = await startControlPlane({
        programs,
        directory,
        removeAtEnd: process.env.KEEP_CONTROL_PLANE === "1" ? [] : [directory],
        contextName: options.contextName ?? defaultContextName,
        autoscaler: options.autoscaler,
        onDeath: report,
        startNodes: async (api, starting) => {
            supervisor = starting.supervisor;
            writeFileSync(stages, podStages(options.pods ?? {}));
            supervisor.start(kwok(kwokProgram, starting.kubeconfigPath, stages));
            await createNodes(api, options.nodeNames ?? defaultNodeNames);
        },
    });
    return {
        ...plane,
        configurePods: async (behaviour: PodBehaviour) => {
            writeFileSync(stages, podStages(behaviour));
            await supervisor?.restart(kwok(kwokProgram, plane.kubeconfigPath, stages));
        },
    };
}
