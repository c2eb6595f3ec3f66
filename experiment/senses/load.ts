/** The load while it runs, by the table that Locust prints every five seconds. */
import type { ApiReader } from "../../live/snapshot/apiServer";
import { listAt, textAt, type JsonObject } from "../../live/snapshot/json";

export interface LoadLook {
    /** Since the load's start. */
    readonly requests: number;
    readonly failures: number;
    /** Of the last ten seconds. */
    readonly requestsPerSecond: number;
    readonly failuresPerSecond: number;
}

/** A node's kubelet that is busy may take its time, and the next look asks again. */
const patienceMs = 3_000;

/** Holds the last table, whichever mix is played. */
const tailLines = 40;

/** Undefined before the first table, and when the pod is gone or does not say. */
export async function readLoad(
    reader: ApiReader,
    namespace: string,
    pods: readonly JsonObject[],
): Promise<LoadLook | undefined> {
    const pod = pods.find((one) => textAt(one, "status", "phase") === "Running" && isLoadPod(one));
    const name = textAt(pod, "metadata", "name");
    if (name === undefined) {
        return undefined;
    }
    const path = `/api/v1/namespaces/${namespace}/pods/${name}/log?tailLines=${tailLines}`;
    return loadIn(await reader.getText(path, patienceMs).catch(() => ""));
}

function isLoadPod(pod: JsonObject): boolean {
    const containers = listAt(pod, "spec", "containers");
    return containers.some((one) => listAt(one, "args").includes("--locustfile"));
}

/**
 * The figures in the last line of all requests. Locust 2.32 writes it in stats.py, to_string:
 * name, requests, failures with their share, four times in ms, and both rates.
 */
export function loadIn(log: string): LoadLook | undefined {
    const pattern =
        /^\s*Aggregated\s+(\d+)\s+(\d+)\([\d.]+%\)\s*\|(?:\s*\d+){4}\s*\|\s*([\d.]+)\s+([\d.]+)\s*$/gm;
    const last = [...log.matchAll(pattern)].at(-1)?.slice(1).map(Number);
    if (last === undefined) {
        return undefined;
    }
    const [requests = 0, failures = 0, requestsPerSecond = 0, failuresPerSecond = 0] = last;
    return { requests, failures, requestsPerSecond, failuresPerSecond };
}
