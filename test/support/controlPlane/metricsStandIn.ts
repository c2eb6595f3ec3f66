/**
 * A stand-in for the metrics server: it serves metrics.k8s.io/v1beta1 over HTTPS on loopback, with
 * CPU figures that the test sets, for the pods that the cluster really has.
 */
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import type { ControlPlane } from "../../../range/controlPlane/options";
import type { Answer } from "../../../range/node/metrics/metricsAnswers";
import { answer, type CpuFigure } from "./metricsAnswers";

export class MetricsStandIn {
    private readonly figures = new Map<string, CpuFigure | "missing">();

    private constructor(
        private readonly plane: ControlPlane,
        private readonly servers: readonly Server[],
        /** Where it listens, on `localhost`. */
        public readonly port: number,
    ) {}

    /** Starts serving; the API server knows of it only once it is registered. */
    public static async start(plane: ControlPlane): Promise<MetricsStandIn> {
        const first = await listen(plane, "127.0.0.1", 0);
        const { port } = first.address() as AddressInfo;
        // `localhost` may mean either loopback address; a machine may have no IPv6.
        const second = await listen(plane, "::1", port).catch(() => undefined);
        const servers = second === undefined ? [first] : [first, second];
        const standIn = new MetricsStandIn(plane, servers, port);
        for (const server of servers) {
            standIn.serve(server);
        }
        return standIn;
    }

    /** @param deployment as `namespace/name` */
    public setCpu(deployment: string, millicores: CpuFigure): void {
        this.figures.set(deployment, millicores);
    }

    /** The Deployment's pods have no figures, as when the metrics server has not seen them yet. */
    public hide(deployment: string): void {
        this.figures.set(deployment, "missing");
    }

    public async stop(): Promise<void> {
        await Promise.all(
            this.servers.map((server) => {
                server.closeAllConnections();
                return new Promise((resolve) => server.close(resolve));
            }),
        );
    }

    private serve(server: Server): void {
        server.on("request", (request, response) => {
            const url = new URL(request.url ?? "/", "https://localhost");
            const send = ({ status, body }: Answer): void => {
                response.writeHead(status, { "content-type": "application/json" });
                response.end(JSON.stringify(body));
            };
            answer(this.plane.api, url, this.figures).then(send, (error: unknown) => {
                send({ status: 500, body: { kind: "Status", message: String(error) } });
            });
        });
    }
}

function listen(plane: ControlPlane, host: string, port: number): Promise<Server> {
    const { certFile, keyFile } = plane.servingCertificate;
    const server = createServer({ cert: readFileSync(certFile), key: readFileSync(keyFile) });
    // A test that forgets to stop it must end all the same.
    server.unref();
    server.on("connection", (socket: Socket) => socket.unref());
    return new Promise((resolve, reject) => {
        server.on("error", reject);
        server.listen(port, host, () => {
            resolve(server);
        });
    });
}
