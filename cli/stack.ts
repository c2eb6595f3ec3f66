/** What a command needs to know of a stack of this project. */
import { setTimeout as sleep } from "node:timers/promises";

import { defaultValues } from "../components/settings/declaration";
import type { Values } from "../experiment/stack/engine";
import type { Bystander } from "../experiment/stack/unlock";
import type { ApiAccess } from "../live/datadog/request";
import { runProgram } from "../live/doctor/programs";
import { knownKeys, stackConfig } from "../live/doctor/stackFile";
import type { Place } from "../live/snapshot/place";
import { isAlive } from "../tools/isAlive";
import { projectFolder } from "../tools/projectFolder";

/** Where the shop is that a stack's own settings ask for. */
export function placeOf(own: Values): Place {
    const { kubeContext = "", namespace = "" } = { ...defaultValues, ...own };
    return { context: kubeContext, namespace };
}

/** Waits by the wall's clock. */
export function bystanderOf(report: (line: string) => void): Bystander {
    return { report, isAlive, wait: (seconds) => sleep(seconds * 1000) };
}

/** Undefined: the stack has no monitors, or its keys are not known. */
export async function accountOf(own: Values, stack: string): Promise<ApiAccess | undefined> {
    const { observability, datadogSite = "" } = { ...defaultValues, ...own };
    const config = stackConfig(projectFolder, stack);
    const keys = await knownKeys(config, stack, process.env, runProgram);
    const { apiKey, appKey, apiUrl = `https://api.${datadogSite}` } = keys;
    return observability === "none" || apiKey === undefined || appKey === undefined
        ? undefined
        : { apiUrl, apiKey, appKey };
}
