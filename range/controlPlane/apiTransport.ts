/** One HTTPS request to an API server, and how it refuses. */
import type { OutgoingHttpHeaders } from "node:http";
import { Agent, request, type RequestOptions } from "node:https";

const timeoutMilliseconds = 30_000;

/** By this the audit log tells what the range does by itself from what others do. */
export const userAgent = "sock-shop-range";

/** The API server's refusal. */
export class ApiError extends Error {
    public constructor(
        /** HTTP status, for example 403. */
        public readonly status: number,
        /** The API's own word, for example `Forbidden`; empty when it gave none. */
        public readonly reason: string,
        message: string,
    ) {
        super(message);
    }
}

/** Whether the API server says that there is no such thing. */
export function isNotFound(error: unknown): boolean {
    return error instanceof ApiError && error.status === 404;
}

/** Method, URL and JSON content of a request. */
export interface ApiRequest {
    readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
    readonly url: URL;
    readonly body?: unknown;
    readonly contentType: string;
}

/** Resolves to the parsed JSON answer (a text answer as text). */
export async function call(options: RequestOptions, sent: ApiRequest): Promise<unknown> {
    const answer = await send(options, sent);
    const value = parse(answer.text);
    if (answer.status >= 400) {
        const status = (value ?? {}) as { reason?: string; message?: string };
        throw new ApiError(
            answer.status,
            status.reason ?? "",
            `${sent.method} ${sent.url.pathname}: ${answer.status}: ${status.message ?? answer.text}`,
        );
    }
    return value;
}

/**
 * Idle connections are kept, but do not keep the process alive. An agent of our own also means that
 * no proxy from the environment comes between us and loopback.
 */
export function agentFor(options: RequestOptions): Agent {
    const { ca, cert, key, servername, rejectUnauthorized } = options;
    return new Agent({ keepAlive: true, ca, cert, key, servername, rejectUnauthorized });
}

function send(
    options: RequestOptions,
    sent: ApiRequest,
): Promise<{ status: number; text: string }> {
    const { method, url, body, contentType } = sent;
    const content = body === undefined ? undefined : JSON.stringify(body);
    const headers: OutgoingHttpHeaders = {
        ...(options.headers as OutgoingHttpHeaders | undefined),
        accept: "application/json",
        "user-agent": userAgent,
    };
    if (content !== undefined) {
        headers["content-type"] = contentType;
        // Node would send the body of a DELETE without saying how long it is.
        headers["content-length"] = Buffer.byteLength(content);
    }
    return new Promise((resolve, reject) => {
        const complete = { ...options, method, headers, timeout: timeoutMilliseconds };
        const outgoing = request(url, complete, (answer) => {
            const chunks: Buffer[] = [];
            answer.on("data", (chunk: Buffer) => chunks.push(chunk));
            answer.on("error", reject);
            answer.on("end", () => {
                const text = Buffer.concat(chunks).toString("utf8");
                resolve({ status: answer.statusCode ?? 0, text });
            });
        });
        outgoing.on("timeout", () => outgoing.destroy(new Error(`${method} ${url.href}: timeout`)));
        outgoing.on("error", (error: NodeJS.ErrnoException) => {
            // The server closes idle connections, perhaps just when one is used again.
            if (outgoing.reusedSocket && error.code === "ECONNRESET") {
                resolve(send(options, sent));
            } else {
                reject(error);
            }
        });
        outgoing.end(content);
    });
}

function parse(text: string): unknown {
    try {
        return JSON.parse(text) as unknown;
    } catch {
        return text;
    }
}
