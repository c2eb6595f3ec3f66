/** How the stand-in shop reads requests and writes, or breaks off, its answers. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Reply } from "./standInShopState";

/** How a route fails below HTTP: no byte of an answer and FIN, or RST, or half an answer. */
export type Breakage = "close" | "reset" | "cut";

export function send(response: ServerResponse, reply: Reply, sessionId: string | undefined): void {
    if (sessionId !== undefined) {
        response.appendHeader("Set-Cookie", `md.sid=${sessionId}; Path=/; HttpOnly`);
    }
    if (reply.setsLogin === true && sessionId !== undefined) {
        response.appendHeader("Set-Cookie", `logged_in=${sessionId}; Max-Age=3600; Path=/`);
    }
    response.writeHead(reply.status);
    if (reply.body !== undefined) {
        // Written before end(), so chunked, as the front-end does it.
        response.write(typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body));
    }
    response.end();
}

export function breakOff(response: ServerResponse, breakage: Breakage): void {
    const { socket } = response;
    if (breakage === "reset") {
        socket?.resetAndDestroy();
    } else if (breakage === "close") {
        socket?.end();
    } else {
        response.writeHead(200, { "Content-Length": 1000 });
        response.write("half an ans", () => socket?.end());
    }
}

export async function readAll(request: IncomingMessage): Promise<string> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
        chunks.push(chunk as Buffer);
    }
    return Buffer.concat(chunks).toString();
}

export function parse(body: string): Record<string, unknown> {
    try {
        return JSON.parse(body) as Record<string, unknown>;
    } catch {
        return {};
    }
}

export function parseCookies(header: string): Map<string, string> {
    return new Map(
        header.split("; ").map((pair): [string, string] => {
            const [name = "", ...value] = pair.split("=");
            return [name, value.join("=")];
        }),
    );
}
