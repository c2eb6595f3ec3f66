/**
 * The API server's way to whatever has an address in the cluster: a proxy (HTTP CONNECT) on a socket
 * that only this user can enter. Pods are simulated; of this machine only the node's own servers can
 * be reached, whatever a Service says.
 */
import { chmodSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { connect, type Socket } from "node:net";

import { nodeAddress } from "../pods/podStatus";
import { type Ask, simulatedHttp } from "./simulatedHttp";

export interface ClusterSocketOptions {
    readonly path: string;
    /** Ports of the node's own servers on loopback. */
    readonly ownPorts: () => readonly number[];
    /** The node's own port that serves that address; undefined: none does. */
    readonly passedOn: (address: string) => number | undefined;
    /** Who answers at that address and port; undefined: nobody listens there. */
    readonly podAt: (address: string, port: number) => Ask | undefined;
}

const loopback = new Set(["127.0.0.1", "localhost", "::1", nodeAddress]);

export class ClusterSocket {
    private readonly sockets = new Set<Socket>();

    private constructor(private readonly server: Server) {}

    static async start({
        path,
        ownPorts,
        passedOn,
        podAt,
    }: ClusterSocketOptions): Promise<ClusterSocket> {
        const server = createServer();
        const cluster = new ClusterSocket(server);
        server.on("connect", (request: IncomingMessage, socket: Socket, head: Buffer) => {
            cluster.keep(socket);
            const asked = URL.parse(`http://${request.url ?? ""}`);
            if (asked === null) {
                socket.end("HTTP/1.1 400 Bad Request\r\n\r\n");
                return;
            }
            const number = Number(asked.port === "" ? 80 : asked.port);
            const host = asked.hostname.replace(/^\[|\]$/g, "");
            const own = loopback.has(host)
                ? ownPorts().find((one) => one === number)
                : passedOn(host);
            if (own !== undefined) {
                cluster.passOn(socket, head, own);
                return;
            }
            const ask = loopback.has(host) ? undefined : podAt(host, number);
            if (ask === undefined) {
                socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
                return;
            }
            established(socket);
            socket.unshift(head);
            simulatedHttp(ask).emit("connection", socket);
        });
        // Of a range that was killed; one that runs holds the folder, so it is nobody's.
        rmSync(path, { force: true });
        await new Promise<void>((resolve, reject) => {
            server.once("error", reject);
            server.listen(path, resolve);
        });
        chmodSync(path, 0o600);
        return cluster;
    }

    async stop(): Promise<void> {
        this.sockets.forEach((socket) => socket.destroy());
        await new Promise((resolve) => this.server.close(resolve));
    }

    private passOn(socket: Socket, head: Buffer, port: number): void {
        const other = connect(port, "127.0.0.1", () => {
            established(socket);
            other.write(head);
            socket.pipe(other).pipe(socket);
        });
        this.keep(other);
        other.on("error", () => socket.destroy());
        socket.on("error", () => other.destroy());
        socket.on("close", () => other.destroy());
    }

    private keep(socket: Socket): void {
        this.sockets.add(socket);
        socket.on("error", () => undefined);
        socket.on("close", () => this.sockets.delete(socket));
    }
}

function established(socket: Socket): void {
    socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
}
