import { performance } from "node:perf_hooks";

import { type ApiReader, ApiServerError, TooLateError } from "./apiServer";

/** Whether the shop's catalogue answers through the front-end. */
export interface FrontEndAnswer {
    /** Why it does not; undefined when it does. */
    readonly failure: string | undefined;
    /** Median of the answers' times in milliseconds, through the API server; undefined: none. */
    readonly p50Milliseconds: number | undefined;
    readonly requests: number;
}

/** Few enough to end quickly, and an odd number has one in the middle. */
const requestCount = 5;

/** A front-end that needs longer does not answer: a customer has left by then. */
const patienceMs = 10_000;

/** Asks for the catalogue through the API server's proxy, which needs no open port. */
export async function askFrontEnd(reader: ApiReader, namespace: string): Promise<FrontEndAnswer> {
    const path = `/api/v1/namespaces/${namespace}/services/front-end:80/proxy/catalogue`;
    const times: number[] = [];
    while (times.length < requestCount) {
        const start = performance.now();
        try {
            await reader.getText(path, patienceMs);
        } catch (error) {
            const failure = failureOf(error);
            return { failure, p50Milliseconds: undefined, requests: times.length + 1 };
        }
        times.push(performance.now() - start);
    }
    return {
        failure: undefined,
        p50Milliseconds: medianMilliseconds(times),
        requests: times.length,
    };
}

/** Rounded to whole milliseconds. */
export function medianMilliseconds(times: readonly number[]): number | undefined {
    const middle = times.toSorted((a, b) => a - b)[Math.floor((times.length - 1) / 2)];
    return middle === undefined ? undefined : Math.round(middle);
}

/** Throws what is not the front-end's fault: then nobody can tell whether it answers. */
function failureOf(error: unknown): string {
    if (error instanceof TooLateError) {
        return `no answer within ${patienceMs / 1000} s`;
    }
    if (error instanceof ApiServerError && error.status > 0) {
        return error.message;
    }
    throw error;
}
