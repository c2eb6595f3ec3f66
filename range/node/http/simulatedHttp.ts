/** HTTP that the simulation answers: at its time, with its status, or not at all. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";

import { pageOf } from "./shopPages";
import type { Asked, Visited } from "./visits";

export type Ask = (asked: Asked) => Promise<Visited>;

/** A server whose requests go where `ask` says; it listens nowhere by itself. */
export function simulatedHttp(ask: Ask): Server {
    return createServer((request, response) => {
        request.resume();
        const asked: Asked = {
            method: request.method ?? "GET",
            path: request.url ?? "/",
            basicAuth: request.headers.authorization?.startsWith("Basic ") === true,
        };
        ask(asked).then(
            (visited) => {
                answer(request, response, asked, visited);
            },
            () => {
                request.socket.destroy();
            },
        );
    });
}

/** Whoever is refused or cut off sees its connection reset: nothing else can be done about it now. */
function cutOff(socket: Socket): void {
    // What comes from the API server comes through a pipe, which can only be closed.
    if (socket.remoteAddress === undefined) {
        socket.destroy();
    } else {
        socket.resetAndDestroy();
    }
}

function answer(
    request: IncomingMessage,
    response: ServerResponse,
    { path, method }: Asked,
    visited: Visited,
): void {
    if (visited.is !== "answered") {
        cutOff(request.socket);
        return;
    }
    const { type, body } = pageOf(path, visited.status);
    response.writeHead(visited.status, {
        "content-type": type,
        "content-length": Buffer.byteLength(body),
        ...(path.endsWith(".html") || path === "/" ? {} : { "x-powered-by": "Express" }),
    });
    response.end(method === "HEAD" ? undefined : body);
}
