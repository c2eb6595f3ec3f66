/** Everything on the node: its namespaces, driven by what the API server says. */
import type { CoreV1Event, KubernetesObject, V1Pod, V1Service } from "@kubernetes/client-node";

import type { Party } from "../../twin/network/policies";
import type { Pod } from "../../twin/pod/pod";
import { nodeName } from "../../twin/telemetry/clusterFacts";
import { identityOf } from "./api/identity";
import type { Watched, Watches } from "./api/watches";
import type { NodeOptions } from "./options";
import { Players } from "./players";
import { EventWriter } from "./pods/eventWriter";
import { NodePods } from "./pods/nodePods";
import type { Player } from "./pods/player";
import { deploymentOf } from "./pods/podSpec";
import { watchCluster, type Watching, watchPods } from "./watching";
import type { NamespaceWorld } from "./world/namespaceWorld";
import { toldByOthers } from "./world/othersEvents";
import { Pace } from "./world/pace";
import { isLet } from "./world/policyMap";
import { direct, podAt } from "./world/serviceMap";
import { nameServices } from "./world/serviceNames";
import type { World } from "./world/world";
import { Worlds } from "./world/worlds";

export class NodeWorlds {
    readonly pods: NodePods;
    readonly pace: Pace;
    /** A Service has changed, or has gone. */
    onService: (service: V1Service, isGone: boolean) => void = () => undefined;
    private readonly worlds: Worlds;
    private readonly events: EventWriter;
    private readonly players: Players;

    static async start(options: NodeOptions, watches: Watches): Promise<NodeWorlds> {
        const made: { node?: NodeWorlds } = {};
        const watching = await watchCluster(watches, {
            service: (service, isGone) => {
                made.node?.direct(service, service.metadata?.name);
                made.node?.onService(service, isGone);
            },
            endpoints: (slice, service) => {
                made.node?.direct(slice, service);
            },
            policies: (namespace) => {
                made.node?.worlds.shield(namespace);
            },
        });
        const node = new NodeWorlds(options, watching);
        made.node = node;
        const { pods, worlds } = node;
        await watchPods(watches, nodeName, {
            pod: (pod, isGone) => {
                if (isGone) {
                    pods.deleted(pod);
                } else {
                    pods.changed(pod);
                    worlds.relabel(pod);
                }
            },
            namespace: (name) => {
                worlds.bound(name);
            },
            event: (event) => {
                node.told(event);
            },
        });
        node.pace.start();
        return node;
    }

    private constructor(
        private readonly options: NodeOptions,
        private readonly watching: Watching,
    ) {
        const { api, clock, report } = options;
        this.events = new EventWriter(api, nodeName, (time) => clock.toWall(time), report);
        this.players = new Players(options, this.events);
        this.worlds = new Worlds({
            ...{ node: options, watching },
            tell: ({ name, uid }, namespace, told) => {
                this.events.tell({ namespace, name, uid }, told);
            },
            arrived: () => {
                this.pods.show();
            },
        });
        this.pods = new NodePods({
            api,
            now: () => clock.wallSeconds(),
            begin: (pod, address) => this.begin(pod, address),
            forgotten: (pod) => {
                const { name, namespace, uid } = identityOf(pod);
                this.events.forget({ namespace, name, uid });
                this.worlds.known(namespace)?.logs.forget(name);
            },
            report,
        });
        this.pace = new Pace(clock, () => this.worlds.all, report);
    }

    get services(): Watched<V1Service> {
        return this.watching.services;
    }

    /** All namespaces that have or had pods. */
    get all(): readonly NamespaceWorld[] {
        return this.worlds.all;
    }

    known(namespace: string): NamespaceWorld | undefined {
        return this.worlds.known(namespace);
    }

    world(namespace: string): NamespaceWorld {
        return this.worlds.of(namespace);
    }

    podAt(address: string): { readonly pod: Pod; readonly namespace: string } | undefined {
        return this.worlds.podAt(address);
    }

    /** Who has that address, as policies see it; undefined: no pod. */
    partyAt(address: string): Party | undefined {
        const pod = this.pods.at(address);
        const metadata = pod?.metadata;
        return pod && { address, labels: metadata?.labels ?? {}, namespace: metadata?.namespace };
    }

    /** Whether policies let a connection through from there to a pod of a namespace. */
    lets(from: Party, to: { readonly pod: Pod; readonly world: World; port?: number }): boolean {
        const { pod, world, port } = to;
        const worldOf = (namespace: string): World | undefined => this.known(namespace)?.world;
        return isLet(from, { pod, world, port }, worldOf);
    }

    /** Everything that is due now has happened. */
    catchUp(): void {
        this.pace.catchUp();
    }

    stop(): void {
        this.pace.stop();
        this.pods.stop();
    }

    /** Somebody else than this kubelet has told of something. */
    private told(event: CoreV1Event): void {
        const namespace = event.involvedObject.namespace ?? "";
        const space = this.known(namespace);
        const told = toldByOthers(event, (kind, name) => {
            if (kind === "Pod") {
                const pod = this.pods.podOf(namespace, name);
                return pod && deploymentOf(pod);
            }
            return this.watching.autoscalers.get(name, namespace)?.spec.scaleTargetRef.name;
        });
        // What is from before the world began has been told of before.
        if (space !== undefined && told !== undefined) {
            const at = this.options.clock.toWorld(told.at);
            if (at >= space.since) {
                space.telemetry.event({ ...told, at });
            }
        }
    }

    private begin(pod: V1Pod, address: string): Player {
        const { namespace } = identityOf(pod);
        const space = this.world(namespace);
        const services = this.services.list(namespace);
        const deployment = deploymentOf(pod);
        if (deployment !== undefined) {
            space.telemetry.facts.podLabels.set(deployment, pod.metadata?.labels ?? {});
            nameServices(space, services);
        }
        const player = this.players.begin(pod, address, space);
        services.forEach((service) => {
            this.direct(service, service.metadata?.name);
        });
        return player;
    }

    /** The Service of that name, or its endpoints, have changed. */
    private direct({ metadata }: KubernetesObject, name: string | undefined): void {
        const space = this.known(metadata?.namespace ?? "");
        if (space === undefined || name === undefined) {
            return;
        }
        direct(space.world, name, this.watching, (address) => podAt(space.world, address));
        nameServices(space, this.services.list(space.world.namespace));
    }
}
