/** What the stand-ins have in common: JSON over HTTP, in and out, and an end on SIGTERM. */
import {
    Agent,
    createServer,
    request,
    type IncomingHttpHeaders,
    type Server,
    type ServerResponse,
} from "node:http";

import type { Callee } from "../../../../shop/calls";
import type { ServiceName } from "../../../../shop/services";

/** A request with its body read. */
export interface Incoming {
    readonly method: string;
    /** Without the query. */
    readonly path: string;
    readonly headers: IncomingHttpHeaders;
    /** Parsed JSON, or an empty object. */
    readonly body: Readonly<Record<string, unknown>>;
}

export interface Answer {
    readonly status: number;
    readonly body?: unknown;
    readonly cookies?: readonly string[];
}

export type Handler = (incoming: Incoming) => Answer | Promise<Answer>;

/** Kept-alive connections between services, as their HTTP clients have them. */
const agent = new Agent({ keepAlive: true });

/** Serves until SIGTERM. */
export function serve(port: number, handler: Handler): Server {
    const server = createServer((message, response) => {
        const chunks: Buffer[] = [];
        message.on("data", (chunk: Buffer) => chunks.push(chunk));
        message.on("end", () => {
            const incoming = {
                method: message.method ?? "",
                path: (message.url ?? "/").replace(/\?.*$/, ""),
                headers: message.headers,
                body: parse(Buffer.concat(chunks).toString()),
            };
            void answer(handler, incoming, response);
        });
    });
    // As the real front-end; Node would leave another second in which clients are told otherwise.
    server.keepAliveTimeout = 5_000;
    server.keepAliveTimeoutBuffer = 0;
    server.listen(port);
    return server;
}

/** A first process has no default action for signals. */
export function endOnSignal(): void {
    process.on("SIGTERM", () => process.exit(0));
}

async function answer(
    handler: Handler,
    incoming: Incoming,
    response: ServerResponse,
): Promise<void> {
    const { status, body, cookies = [] } = await attempt(handler, incoming);
    for (const cookie of cookies) {
        response.appendHeader("Set-Cookie", cookie);
    }
    response.writeHead(status, { "Content-Type": "application/json" });
    // Written before end(), so chunked, as the front-end does it.
    if (body !== undefined) {
        response.write(typeof body === "string" ? body : JSON.stringify(body));
    }
    response.end();
}

async function attempt(handler: Handler, incoming: Incoming): Promise<Answer> {
    try {
        return await handler(incoming);
    } catch (error) {
        return { status: 500, body: { message: String(error), error: {} } };
    }
}

export class TimeoutError extends Error {}

/** How a service asks others: those only that it calls in the real shop. */
export type Ask<Caller extends ServiceName> = (
    service: Callee<Caller>,
    method: string,
    path: string,
    body?: unknown,
    timeoutMilliseconds?: number,
) => ReturnType<typeof call>;

/** Asks another service; rejects when it cannot be reached or takes longer than that. */
export function call(
    service: Callee<ServiceName>,
    method: string,
    path: string,
    body?: unknown,
    timeoutMilliseconds?: number,
): Promise<{ status: number; body: unknown }> {
    return new Promise((resolve, reject) => {
        const content = body === undefined ? undefined : JSON.stringify(body);
        const headers =
            content === undefined ? {} : { "content-length": Buffer.byteLength(content) };
        const asked = request({ host: service, port: 80, method, path, agent, headers }, (got) => {
            const chunks: Buffer[] = [];
            got.on("data", (chunk: Buffer) => chunks.push(chunk));
            got.on("error", reject);
            got.on("end", () => {
                const text = Buffer.concat(chunks).toString();
                resolve({ status: got.statusCode ?? 0, body: parse(text) });
            });
        });
        asked.on("error", reject);
        if (timeoutMilliseconds !== undefined) {
            const late = setTimeout(() => {
                reject(new TimeoutError(`${service}: no answer`));
            }, timeoutMilliseconds);
            asked.on("close", () => {
                clearTimeout(late);
            });
        }
        asked.end(content);
    });
}

function parse(text: string): Readonly<Record<string, unknown>> {
    try {
        return JSON.parse(text) as Readonly<Record<string, unknown>>;
    } catch {
        return {};
    }
}
