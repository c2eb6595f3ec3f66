import {
    HttpMethod,
    IsomorphicFetchHttpLibrary,
    type KubeConfig,
    RequestContext,
} from "@kubernetes/client-node";

import { contextOf } from "../kubeconfig";
import { type JsonObject, listAt, textAt } from "./json";

/** An answer that is no success, or none at all. */
export class ApiServerError extends Error {
    constructor(
        /** HTTP status; 0 when there was no answer. */
        readonly status: number,
        message: string,
    ) {
        super(message);
        this.name = "ApiServerError";
    }
}

/** Nothing came in the time that the caller was ready to wait. */
export class TooLateError extends ApiServerError {
    constructor(server: string, timeoutMs: number) {
        super(0, `${server} does not answer: nothing within ${timeoutMs / 1000} s`);
    }
}

/** A kind of object, and where the API server keeps it. */
export interface Kind {
    readonly apiVersion: string;
    readonly kind: string;
    readonly plural: string;
}

/** What snapshots and reports ask of a cluster. Reads only. */
export interface ApiReader {
    /** The object at the path; rejects with {@link ApiServerError}. */
    get(path: string, timeoutMs?: number): Promise<JsonObject>;
    /** The answer at the path as text; rejects with {@link ApiServerError}. */
    getText(path: string, timeoutMs?: number): Promise<string>;
}

const defaultTimeoutMs = 15_000;

/** Reads of the cluster behind a context of the kubeconfig; throws when there is no such one. */
export function readerOf(context: string): ApiReader {
    return apiReader(contextOf(context));
}

/**
 * Reads JSON as the API server sends it. The generated clients would drop every field that they
 * are too old to know, and a change of such a field would go unseen.
 */
export function apiReader(config: KubeConfig): ApiReader {
    const http = new IsomorphicFetchHttpLibrary();
    const server = (config.getCurrentCluster()?.server ?? "").replace(/\/$/, "");
    let dispatcher: ReturnType<RequestContext["getDispatcher"]>;

    const getText = async (path: string, timeoutMs = defaultTimeoutMs): Promise<string> => {
        const request = new RequestContext(server + path, HttpMethod.GET);
        request.setSignal(AbortSignal.timeout(timeoutMs));
        await config.applySecurityAuthentication(request);
        // One for all requests, or each would open a connection of its own.
        dispatcher ??= request.getDispatcher();
        if (dispatcher !== undefined) {
            request.setDispatcher(dispatcher);
        }
        let status: number;
        let text: string;
        try {
            const answer = await http.send(request).toPromise();
            status = answer.httpStatusCode;
            text = await answer.body.text();
        } catch (error) {
            throw noAnswer(server, error, timeoutMs);
        }
        if (status >= 400) {
            throw new ApiServerError(status, `HTTP ${status}${saying(text)}`);
        }
        return text;
    };
    return {
        getText,
        get: async (path, timeoutMs) => JSON.parse(await getText(path, timeoutMs)) as JsonObject,
    };
}

/** All objects of a kind in the namespace, each with its kind, which lists leave out. */
export async function listOf(
    reader: ApiReader,
    { apiVersion, kind, plural }: Kind,
    namespace: string,
    labels: Readonly<Record<string, string>> = {},
): Promise<readonly JsonObject[]> {
    const selector = Object.entries(labels).map((pair) => pair.join("="));
    const query =
        selector.length === 0 ? "" : `?labelSelector=${encodeURIComponent(selector.join(","))}`;
    const group = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const list = await reader.get(`${group}/namespaces/${namespace}/${plural}${query}`);
    return listAt(list, "items").map((item) => ({ ...(item as JsonObject), apiVersion, kind }));
}

function noAnswer(server: string, error: unknown, timeoutMs: number): unknown {
    if (!(error instanceof Error)) {
        return error;
    }
    if (error.name === "TimeoutError") {
        return new TooLateError(server, timeoutMs);
    }
    // undici says "fetch failed" and hides why in the cause.
    const { cause } = error;
    const { message } = cause instanceof Error && cause.message !== "" ? cause : error;
    return new ApiServerError(0, `${server} does not answer: ${message}`);
}

/** What the API server says about a refusal, when it says it as its own JSON. */
function saying(text: string): string {
    try {
        const message = textAt(JSON.parse(text) as JsonObject, "message");
        return message === undefined ? "" : `: ${message}`;
    } catch {
        return "";
    }
}
