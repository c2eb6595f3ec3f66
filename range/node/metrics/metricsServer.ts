/** Serves the metrics API on loopback and has the API server know of it. */
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";

import { rangeManager } from "../../../shop/names";
import type { ApiClient, KubernetesObject } from "../../controlPlane/apiClient";
import { isNotFound } from "../../controlPlane/apiTransport";
import { urlOf } from "../../requestUrl";
import type { PlaneAccess } from "../options";
import { metricsAnswer, type UsageSource } from "./metricsAnswers";

const service = { name: "range-metrics", namespace: "kube-system" };

export class MetricsServer {
    private constructor(
        private readonly server: Server,
        readonly port: number,
    ) {}

    static async start(
        { servingCertificate, shows }: PlaneAccess,
        source: UsageSource,
    ): Promise<MetricsServer> {
        const server = createServer(
            {
                cert: readFileSync(servingCertificate.certFile),
                key: readFileSync(servingCertificate.keyFile),
                ca: readFileSync(shows.toExtensions.certificate),
                requestCert: true,
                // The API server asks for discovery without saying who it is.
                rejectUnauthorized: false,
            },
            (request, response) => {
                const { status, body } = metricsAnswer(source, urlOf(request));
                response.writeHead(status, { "content-type": "application/json" });
                response.end(JSON.stringify(body));
            },
        );
        await new Promise<void>((resolve, reject) => {
            server.once("error", reject);
            server.listen(0, "127.0.0.1", resolve);
        });
        return new MetricsServer(server, (server.address() as AddressInfo).port);
    }

    /**
     * The name of the API is the range's, whoever wrote it before: a stack may bring a metrics server of
     * its own, which then has nothing to serve.
     */
    async register(api: ApiClient): Promise<void> {
        for (const object of registration(this.port)) {
            await patiently(() => api.apply(object, { fieldManager: rangeManager, force: true }));
        }
    }

    async stop(): Promise<void> {
        this.server.closeAllConnections();
        await new Promise((resolve) => this.server.close(resolve));
    }
}

/** The namespace comes a moment after the API server. */
async function patiently(act: () => Promise<unknown>): Promise<void> {
    for (let left = 50; ; left--) {
        try {
            await act();
            return;
        } catch (error) {
            if (left === 0 || !isNotFound(error)) {
                throw error;
            }
            await new Promise((resolve) => setTimeout(resolve, 200));
        }
    }
}

/**
 * Endpoints may not be loopback addresses, but a Service may be an alias for `localhost`, and the
 * aggregation layer then goes there, by way of the cluster's socket.
 */
export function registration(port: number): readonly KubernetesObject[] {
    return [
        {
            apiVersion: "v1",
            kind: "Service",
            metadata: service,
            spec: { type: "ExternalName", externalName: "localhost", ports: [{ port }] },
        },
        {
            apiVersion: "apiregistration.k8s.io/v1",
            kind: "APIService",
            metadata: { name: "v1beta1.metrics.k8s.io" },
            spec: {
                group: "metrics.k8s.io",
                version: "v1beta1",
                groupPriorityMinimum: 100,
                versionPriority: 100,
                insecureSkipTLSVerify: true,
                service: { ...service, port },
            },
        },
    ];
}
