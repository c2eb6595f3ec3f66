/** `kubectl port-forward`: for each connection a stream of data and one for what goes wrong. */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

import { urlOf } from "../../requestUrl";
import { type Ask, simulatedHttp } from "../http/simulatedHttp";
import { SpdyConnection, type SpdyStream } from "./spdy";

const path = /^\/portForward\/([^/]+)\/([^/]+)$/;
const protocol = "portforward.k8s.io";

/** Who answers at a port of a pod; undefined: nobody listens there. */
export type PortOf = (namespace: string, pod: string, port: number) => Ask | undefined;

/** Whether the upgrade is one for ports, which it then has. */
export function portForward(portOf: PortOf) {
    return (request: IncomingMessage, socket: Duplex): boolean => {
        const { pathname } = urlOf(request);
        const [, namespace, pod] = path.exec(pathname) ?? [];
        const isSpdy = request.headers.upgrade?.toLowerCase() === "spdy/3.1";
        if (namespace === undefined || pod === undefined || !isSpdy) {
            return false;
        }
        socket.write(
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\n" +
                `X-Stream-Protocol-Version: ${protocol}\r\n\r\n`,
        );
        const errors = new Map<string, SpdyStream>();
        new SpdyConnection(socket, (stream) => {
            const { streamtype, port = "", requestid = "" } = stream.headers;
            if (streamtype === "error") {
                errors.set(requestid, stream);
                return;
            }
            serve(stream, portOf(namespace, pod, Number(port)), () => {
                const error = errors.get(requestid);
                errors.delete(requestid);
                return { error, port, pod };
            });
        });
        return true;
    };
}

function serve(
    stream: SpdyStream,
    ask: Ask | undefined,
    closing: () => { error: SpdyStream | undefined; port: string; pod: string },
): void {
    stream.on("close", () => {
        closing().error?.end();
    });
    if (ask === undefined) {
        const { error, port, pod } = closing();
        const what = `failed to connect to localhost:${port} inside the network of pod ${pod}`;
        error?.end(`${what}: dial tcp4 127.0.0.1:${port}: connect: connection refused`);
        stream.resume();
        stream.end();
        return;
    }
    const server = simulatedHttp(ask);
    server.on("clientError", () => stream.destroy());
    server.emit("connection", stream);
}
