/** The kubelet's API: for the API server, which shows who it is by its certificate. */
import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";

import { urlOf } from "../../requestUrl";
import type { PlaneAccess } from "../options";

/** Answers a request, or says that it is none of its own. */
export type Handler = (
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
) => boolean | Promise<boolean>;

/** Starts it on a free port of loopback. */
export async function startKubeletServer(
    { shows, servingCertificate }: PlaneAccess,
    handlers: readonly Handler[],
): Promise<{ readonly server: Server; readonly port: number; stop(): Promise<void> }> {
    const server = createServer(
        {
            cert: readFileSync(servingCertificate.certFile),
            key: readFileSync(servingCertificate.keyFile),
            ca: readFileSync(shows.toKubelets.certificate),
            requestCert: true,
            rejectUnauthorized: true,
        },
        (request, response) => {
            void handle(request, response, handlers);
        },
    );
    await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen(0, "127.0.0.1", resolve);
    });
    return {
        server,
        port: (server.address() as AddressInfo).port,
        stop: async () => {
            server.closeAllConnections();
            await new Promise((resolve) => server.close(resolve));
        },
    };
}

async function handle(
    request: IncomingMessage,
    response: ServerResponse,
    handlers: readonly Handler[],
): Promise<void> {
    const url = urlOf(request);
    try {
        for (const handler of handlers) {
            if (await handler(request, response, url)) {
                return;
            }
        }
        send(response, 404, `This simulated kubelet has no ${url.pathname}.\n`);
    } catch (error) {
        send(response, 500, `${String(error)}\n`);
    }
}

export function send(response: ServerResponse, status: number, body: string | object): void {
    const isText = typeof body === "string";
    response.writeHead(status, { "content-type": isText ? "text/plain" : "application/json" });
    response.end(isText ? body : JSON.stringify(body));
}
