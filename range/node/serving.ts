/** What the node serves: the kubelet's API, the metrics API, pods and node ports over HTTP. */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

import { Asking, clients } from "./http/asking";
import { ClusterSocket } from "./http/clusterSocket";
import { NodePorts } from "./http/nodePorts";
import { startKubeletServer } from "./kubelet/kubeletServer";
import { execUpgrades } from "./kubelet/exec";
import { execContext } from "./kubelet/execContext";
import { logsHandler } from "./kubelet/logs";
import { portForward } from "./kubelet/portForward";
import { statsHandler } from "./kubelet/stats";
import { MetricsServer } from "./metrics/metricsServer";
import type { UsageSource } from "./metrics/metricsAnswers";
import { metricsResolutionSeconds } from "../../twin/physics/autoscaler";
import { nodeName } from "../../twin/telemetry/clusterFacts";
import type { RangeClock } from "../clock";
import type { NodeWorlds } from "./nodeWorlds";
import type { NodeOptions } from "./options";
import { podUsages } from "./world/usage";

export interface Serving {
    readonly kubeletPort: number;
    register(): Promise<void>;
}

/**
 * @param begun told of each part that serves, with what ends it: a later one may fail to start
 */
export async function serve(
    options: NodeOptions,
    worlds: NodeWorlds,
    begun: (stop: () => void | Promise<void>) => void,
): Promise<Serving> {
    const { plane, clock, report, api } = options;
    const now = (): number => clock.wallSeconds();
    const source = usageSource(worlds, clock);
    const kubelet = await startKubeletServer(plane, [
        logsHandler({
            now,
            logsOf: (namespace, pod) =>
                worlds.pods.podOf(namespace, pod) && worlds.known(namespace)?.logs,
            hasContainer: (namespace, pod, container) =>
                worlds.pods
                    .podOf(namespace, pod)
                    ?.spec?.containers.some(({ name }) => name === container) === true,
        }),
        statsHandler(worlds, source),
    ]);
    begun(() => kubelet.stop());
    const metrics = await MetricsServer.start(plane, source);
    begun(() => metrics.stop());
    const services = new Asking(worlds, options.seed);
    const forward = portForward((namespace, pod, port) => {
        const address = worlds.pods.playerOf(namespace, pod)?.view().address;
        return address === undefined ? undefined : services.at(address, port);
    });
    const exec = execUpgrades((namespace, pod, container) =>
        execContext({ worlds, api, ask: services, at: { namespace, pod, container } }),
    );
    kubelet.server.on("upgrade", (request: IncomingMessage, stream: Duplex, head: Buffer) => {
        if (!forward(request, stream)) {
            exec(request, stream, head);
        }
    });
    if (plane.clusterSocket !== undefined) {
        const socket = await ClusterSocket.start({
            path: plane.clusterSocket,
            ownPorts: () => [kubelet.port, metrics.port],
            passedOn: (address) =>
                services.serviceAt(address) === "kube-system/metrics-server"
                    ? metrics.port
                    : undefined,
            podAt: (address, port) => services.at(address, port),
        });
        begun(() => socket.stop());
    }
    const nodePorts = new NodePorts(
        (namespace, name) => services.service(namespace, name, clients.nodePort),
        report,
    );
    begun(() => {
        nodePorts.stop();
    });
    worlds.onService = (service, isGone) => {
        if (isGone) {
            nodePorts.deleted(service);
        } else {
            nodePorts.changed(service);
        }
    };
    worlds.services.list().forEach((service) => {
        nodePorts.changed(service);
    });
    return { kubeletPort: kubelet.port, register: () => metrics.register(api) };
}

function usageSource(worlds: NodeWorlds, clock: RangeClock): UsageSource {
    return {
        node: nodeName,
        now: () => clock.wallSeconds(),
        windowSeconds: metricsResolutionSeconds / clock.speed,
        pods: (namespace) =>
            worlds.all
                .filter(({ world }) => namespace === undefined || world.namespace === namespace)
                .flatMap(({ world }) =>
                    podUsages(world, clock).map((usage) => ({
                        namespace: world.namespace,
                        labels:
                            worlds.pods.podOf(world.namespace, usage.name)?.metadata?.labels ?? {},
                        usage,
                    })),
                ),
        nodeUsage: () => {
            // Each of them sees all that the node's CPUs do, and the memory of its own containers.
            const usages = worlds.all.map(({ nodeUsage }) => nodeUsage);
            return {
                cores: Math.max(0, ...usages.map(({ cores }) => cores)),
                memoryBytes: usages.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0),
            };
        },
    };
}
