/** Looks at everything that an experiment needs, and says what is missing before it begins. */
import { problemText } from "../../components/settings/problem";
import type { ParsedSettings } from "../../components/settings/parse";
import { contexts, contextOf } from "../kubeconfig";
import { type ApiReader, apiReader } from "../snapshot/apiServer";
import { type Json, type JsonObject, listAt, textAt } from "../snapshot/json";
import { capacityFinding, requestsOf } from "./capacity";
import { contextFinding, nodesFinding, stateFindings, versionFinding } from "./cluster";
import { datadogFindings, type KnownKeys } from "./datadog";
import { type Finding, missing, ok } from "./finding";
import { imageFindings } from "./images";
import { limitFindings, type ReadFile } from "./limits";
import type { RunProgram } from "./programs";
import type { Fetch } from "./registry";
import { toolFindings } from "./tools";
import { messageOf } from "../../tools/messageOf";

/** What is to be examined. */
export interface Patient {
    readonly parsed: ParsedSettings;
    readonly stack: string;
    readonly keys: KnownKeys;
    /** Pods that the stack makes, one entry each; none when its settings are too wrong to tell. */
    readonly podSpecs: readonly Json[];
}

/** What of the machine is asked. */
export interface Instruments {
    readonly run: RunProgram;
    readonly ask: Fetch;
    readonly readFile: ReadFile;
    readonly nodeVersion: string;
}

export async function examine(
    patient: Patient,
    { run, ask, readFile, nodeVersion }: Instruments,
): Promise<readonly Finding[]> {
    const { settings, problems } = patient.parsed;
    const { kubeContext } = settings;
    const isToBeMade = kubeContext.startsWith("kind-") && !known(kubeContext);
    return [
        ...(await toolFindings(run, nodeVersion, isToBeMade)),
        ...(problems.length === 0 ? [ok("settings", "all in order")] : []),
        ...problems.map((one) => missing("settings", `${one.key} is not right`, problemText(one))),
        ...(await clusterFindings(patient, ask)),
        ...(await datadogFindings(settings.datadog, patient.keys)),
        ...limitFindings(readFile),
    ];
}

function known(context: string): boolean {
    try {
        return contexts().includes(context);
    } catch {
        return false;
    }
}

async function clusterFindings(patient: Patient, ask: Fetch): Promise<readonly Finding[]> {
    const { settings } = patient.parsed;
    const allowed = contextFinding(settings);
    if (allowed.standing !== "ok") {
        return [allowed];
    }
    try {
        const config = contextOf(settings.kubeContext);
        const reader = apiReader(config);
        const version = await versionFinding(reader);
        if (version.standing !== "ok") {
            return [allowed, version];
        }
        const state = await stateFindings(config, settings, patient.stack);
        return [allowed, version, ...(await nodeFindings(patient, reader, ask)), ...state];
    } catch (error) {
        return [missing("cluster", messageOf(error), "npm run cluster -- create makes one")];
    }
}

async function nodeFindings(
    { parsed: { settings }, podSpecs }: Patient,
    reader: ApiReader,
    ask: Fetch,
): Promise<readonly Finding[]> {
    const list = async (plural: string): Promise<readonly JsonObject[]> =>
        listAt(await reader.get(`/api/v1/${plural}`), "items") as readonly JsonObject[];
    const nodes = await list("nodes");
    const standing = nodesFinding(nodes);
    if (podSpecs.length === 0) {
        return [standing];
    }
    const others = (await list("pods")).filter(
        (pod) => textAt(pod, "metadata", "namespace") !== settings.namespace,
    );
    const images = podSpecs.flatMap((spec) =>
        listAt(spec, "containers").map((container) => textAt(container, "image") ?? ""),
    );
    return [
        standing,
        capacityFinding(podSpecs.map(requestsOf), nodes, others),
        ...(await imageFindings([...new Set(images)], settings.images, nodes, ask)),
    ];
}
