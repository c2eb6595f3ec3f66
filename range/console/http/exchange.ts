import type { IncomingMessage, ServerResponse } from "node:http";

import { wholeBody } from "../../../tools/wholeBody";
import type { Asset } from "./assets";

/** Everything comes from here, nothing is sent elsewhere, and nobody frames it. */
const policy = [
    "default-src 'none'",
    ...["script-src", "style-src", "connect-src", "img-src"].map((what) => `${what} 'self'`),
    ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
].join("; ");

const always = {
    "content-security-policy": policy,
    "x-content-type-options": "nosniff",
    // The address is the key.
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
};

/** More than any question of the page. */
const mostBytes = 256 * 1024;

export class BadBody extends Error {}

/** The JSON body; undefined when there is none. @throws BadBody */
export async function bodyOf(request: IncomingMessage): Promise<unknown> {
    const body = await wholeBody(request, mostBytes);
    if (body === undefined) {
        throw new BadBody(`The body is larger than ${mostBytes} bytes`);
    }
    const text = body.toString();
    try {
        return text === "" ? undefined : JSON.parse(text);
    } catch {
        throw new BadBody("The body is not JSON");
    }
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
    response.writeHead(status, { ...always, "content-type": "application/json" });
    response.end(JSON.stringify(body));
}

export function sendText(response: ServerResponse, status: number, text: string): void {
    response.writeHead(status, { ...always, "content-type": "text/plain; charset=utf-8" });
    response.end(text);
}

export function sendAsset(
    request: IncomingMessage,
    response: ServerResponse,
    { type, body, zipped }: Asset,
): void {
    const isZipped = (request.headers["accept-encoding"] ?? "").includes("gzip");
    response.writeHead(200, {
        ...always,
        "content-type": type,
        vary: "accept-encoding",
        ...(isZipped ? { "content-encoding": "gzip" } : {}),
    });
    response.end(isZipped ? zipped : body);
}
