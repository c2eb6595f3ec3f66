/** Requests and answers on the wire. */
import { once } from "node:events";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync, inflateSync } from "node:zlib";

import { wholeBody } from "../../../tools/wholeBody";
import { urlOf } from "../../requestUrl";
import type { Asked } from "./answer";
import { refusal, type Reply } from "./exchange";

/** What the original takes in one request to its intake. */
const largestBytes = 5 * 1024 * 1024;

/** Longer than any pause of a client: a connection is not closed while it is used again. */
const keepAliveMs = 3_600_000;

/** The request as routes want it. Throws a {@link Refusal} for a body that cannot be read. */
export async function askedOf(request: IncomingMessage): Promise<Asked> {
    const { pathname, searchParams } = urlOf(request);
    const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    return {
        method: request.method ?? "GET",
        // Clients whose base URL ends in a slash ask for //api.
        path: pathname.replace(/\/{2,}/g, "/"),
        query: searchParams,
        headers,
        text: unpacked(await bodyOf(request), headers["content-encoding"]).toString("utf8"),
    };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
    const body = await wholeBody(request, largestBytes);
    if (body === undefined) {
        throw refusal(413, "Payload too large");
    }
    return body;
}

function unpacked(body: Buffer, encoding = "identity"): Buffer {
    try {
        switch (encoding) {
            case "gzip":
                return gunzipSync(body, { maxOutputLength: 4 * largestBytes });
            case "deflate":
                return inflateSync(body, { maxOutputLength: 4 * largestBytes });
            case "identity":
            case "":
                return body;
        }
    } catch (error) {
        throw refusal(400, `The payload is not ${encoding}: ${String(error)}`);
    }
    throw refusal(415, `Content-Encoding ${encoding} is not supported`);
}

export function send(response: ServerResponse, { status, body, headers }: Reply): void {
    if (body === undefined) {
        response.writeHead(status, headers).end();
        return;
    }
    response
        .writeHead(status, { "content-type": "application/json", ...headers })
        .end(JSON.stringify(body));
}

/** Begins to listen on loopback, and says on which port. */
export async function listening(server: Server, port = 0): Promise<number> {
    server.keepAliveTimeout = keepAliveMs;
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    return (server.address() as AddressInfo).port;
}
