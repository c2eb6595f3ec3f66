/** What the node serves: the kubelet's API, the metrics API, pods and node ports over HTTP. */
import type { Pod } from "../../twin/pod/pod";
import { identityOf } from "./api/identity";
import type { Watched } from "./api/watches";
import { ClusterSocket } from "./http/clusterSocket";
import { NodePorts } from "./http/nodePorts";
import type { Ask } from "./http/simulatedHttp";
import { Visits } from "./http/visits";
import { programOf } from "./images";
import { startKubeletServer } from "./kubelet/kubeletServer";
import { logsHandler } from "./kubelet/logs";
import { statsHandler } from "./kubelet/stats";
import { MetricsServer } from "./metrics/metricsServer";
import type { UsageSource } from "./metrics/metricsAnswers";
import type { NodeOptions } from "./options";
import type { Range } from "./rangeWorld";
import { podUsages } from "./world/usage";
import type { V1Service } from "@kubernetes/client-node";

/** Addresses from which the world is asked: the API server's proxy, and people at a node port. */
const clients = { apiServer: "10.244.0.1", nodePort: "172.18.0.1" } as const;

export interface Serving {
    readonly kubeletPort: number;
    register(): Promise<void>;
    stop(): Promise<void>;
}

export async function serve(
    options: NodeOptions & { readonly name: string },
    range: Range,
): Promise<Serving> {
    const { plane, clock, report, api } = options;
    const now = (): number => clock.nowSeconds();
    const source = usageSource(range, options.name, now);
    const kubelet = await startKubeletServer(plane, [
        logsHandler({
            now,
            logsOf: (namespace, pod) =>
                range.pods.podOf(namespace, pod) && range.known(namespace)?.logs,
            hasContainer: (namespace, pod, container) =>
                range.pods
                    .podOf(namespace, pod)
                    ?.spec?.containers.some(({ name }) => name === container) === true,
        }),
        statsHandler(range, source),
    ]);
    const metrics = await MetricsServer.start(plane, source);
    const services = new Asking(range, options.seed);
    const socket =
        plane.clusterSocket === undefined
            ? undefined
            : await ClusterSocket.start({
                  path: plane.clusterSocket,
                  ownPorts: () => [kubelet.port, metrics.port],
                  passedOn: (address) =>
                      services.serviceAt(address) === "kube-system/metrics-server"
                          ? metrics.port
                          : undefined,
                  podAt: (address, port) => services.at(address, port),
              });
    const nodePorts = new NodePorts(
        (namespace, name) => services.service(namespace, name, clients.nodePort),
        report,
    );
    range.onService = (service, isGone) => {
        if (isGone) {
            nodePorts.deleted(service);
        } else {
            nodePorts.changed(service);
        }
    };
    range.services.list().forEach((service) => {
        nodePorts.changed(service);
    });
    return {
        kubeletPort: kubelet.port,
        register: () => metrics.register(api),
        stop: async () => {
            nodePorts.stop();
            await socket?.stop();
            await metrics.stop();
            await kubelet.stop();
        },
    };
}

/** Who answers under which address. */
class Asking {
    private readonly visits = new Map<string, Visits>();

    constructor(
        private readonly range: Range,
        private readonly seed: number,
    ) {}

    /** A pod, or the Service of that cluster address. */
    at(address: string, port: number): Ask | undefined {
        const service = this.serviceAt(address)?.split("/");
        if (service !== undefined) {
            return this.service(service[0] ?? "", service[1] ?? "", clients.apiServer);
        }
        const found = this.range.podAt(address);
        if (found === undefined || portOf(found.pod) !== port || !found.pod.main.isListening) {
            return undefined;
        }
        const { pod, namespace } = found;
        return async (asked) => {
            this.range.catchUp();
            return (
                (await this.of(namespace, clients.apiServer)?.pod(pod, asked)) ?? { is: "unknown" }
            );
        };
    }

    service(namespace: string, name: string, client: string): Ask {
        return async (asked) => {
            this.range.catchUp();
            return (await this.of(namespace, client)?.service(name, asked)) ?? { is: "unknown" };
        };
    }

    /** Namespace and name. */
    serviceAt(address: string): string | undefined {
        const services: Watched<V1Service> = this.range.services;
        const found = services.list().find(({ spec }) => spec?.clusterIP === address);
        return found && `${identityOf(found).namespace}/${identityOf(found).name}`;
    }

    private of(namespace: string, client: string): Visits | undefined {
        const key = `${namespace} ${client}`;
        const space = this.range.known(namespace);
        if (space !== undefined && !this.visits.has(key)) {
            const hasten = <T>(waiting: Promise<T>): Promise<T> => this.range.pace.hasten(waiting);
            this.visits.set(key, new Visits(space.world, hasten, client, this.seed));
        }
        return this.visits.get(key);
    }
}

function portOf({ main }: Pod): number | undefined {
    const program = programOf(main.spec.name, main.spec.image);
    return typeof program === "string" ? undefined : program.port;
}

function usageSource(range: Range, node: string, now: () => number): UsageSource {
    return {
        node,
        now,
        pods: (namespace) =>
            range.all
                .filter(({ world }) => namespace === undefined || world.namespace === namespace)
                .flatMap(({ world }) =>
                    podUsages(world).map((usage) => ({
                        namespace: world.namespace,
                        labels:
                            range.pods.podOf(world.namespace, usage.name)?.metadata?.labels ?? {},
                        usage,
                    })),
                ),
        nodeUsage: () => {
            const usages = range.all.map(({ nodeUsage }) => nodeUsage);
            return {
                cores: usages.reduce((sum, { cores }) => sum + cores, 0),
                memoryBytes: usages.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0),
            };
        },
    };
}
