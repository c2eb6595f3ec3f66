/** Node ports on loopback: whoever asks one is a visitor of the simulated shop. */
import type { Server } from "node:http";

import type { V1Service } from "@kubernetes/client-node";

import { type Ask, simulatedHttp } from "./simulatedHttp";

interface Listener {
    readonly server: Server;
    readonly port: number;
}

export class NodePorts {
    /** By namespace and name of the Service. */
    private readonly listeners = new Map<string, Listener>();

    constructor(
        /** Whoever is behind a Service. */
        private readonly askOf: (namespace: string, service: string) => Ask,
        private readonly report: (line: string) => void,
    ) {}

    /** A Service is there, or has changed. */
    changed({ metadata, spec }: V1Service): void {
        const [namespace, name] = [metadata?.namespace ?? "", metadata?.name ?? ""];
        const port = spec?.ports?.find(({ nodePort }) => nodePort !== undefined)?.nodePort;
        const known = this.listeners.get(`${namespace}/${name}`);
        if (known?.port === port) {
            return;
        }
        this.close(`${namespace}/${name}`);
        if (port !== undefined && port > 0) {
            this.open(namespace, name, port);
        }
    }

    deleted({ metadata }: V1Service): void {
        this.close(`${metadata?.namespace ?? ""}/${metadata?.name ?? ""}`);
    }

    stop(): void {
        for (const key of [...this.listeners.keys()]) {
            this.close(key);
        }
    }

    private open(namespace: string, name: string, port: number): void {
        const server = simulatedHttp(this.askOf(namespace, name));
        server.on("error", (error) => {
            this.report(
                `Node port ${port} of ${namespace}/${name} is not served: ${error.message}. ` +
                    "The shop's is the setting nodePort.",
            );
        });
        server.listen(port, "127.0.0.1");
        this.listeners.set(`${namespace}/${name}`, { server, port });
    }

    private close(key: string): void {
        const listener = this.listeners.get(key);
        this.listeners.delete(key);
        listener?.server.closeAllConnections();
        listener?.server.close();
    }
}
