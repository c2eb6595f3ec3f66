/** Everything on the node: its namespaces, driven by what the API server says. */
import type {
    CoreV1Event,
    KubernetesObject,
    V1Deployment,
    V1EndpointSlice,
    V1Namespace,
    V1Pod,
    V1Service,
    V2HorizontalPodAutoscaler,
} from "@kubernetes/client-node";

import type { Party } from "../../twin/network/policies";
import type { NodeCpu } from "../../twin/node/nodeCpu";
import type { Pod } from "../../twin/pod/pod";
import { identityOf } from "./api/identity";
import { boundPods } from "./api/podQuota";
import type { Watched, Watches } from "./api/watches";
import type { NodeOptions } from "./options";
import { isLoad, LoadPod } from "./jobs/loadPod";
import { isScript, ScriptPod } from "./jobs/scriptPod";
import { EventWriter, type Told } from "./pods/eventWriter";
import { NodePods } from "./pods/nodePods";
import type { Player } from "./pods/player";
import { deploymentOf } from "./pods/podSpec";
import { TwinPod } from "./pods/twinPod";
import { NamespaceWorld } from "./world/namespaceWorld";
import { toldByOthers } from "./world/othersEvents";
import { Pace } from "./world/pace";
import { isLet, PolicyMap } from "./world/policyMap";
import { autoscalerSamples, deploymentSamples } from "./world/samples";
import { direct } from "./world/serviceMap";
import type { World } from "./world/world";

/** What is watched beside the node's pods. */
interface Watching {
    readonly services: Watched<V1Service>;
    readonly slices: Watched<V1EndpointSlice>;
    readonly deployments: Watched<V1Deployment>;
    readonly autoscalers: Watched<V2HorizontalPodAutoscaler>;
    readonly policies: PolicyMap;
}

export class Range {
    readonly pods: NodePods;
    readonly pace: Pace;
    /** A Service has changed, or has gone. */
    onService: (service: V1Service, isGone: boolean) => void = () => undefined;
    private readonly worlds = new Map<string, NamespaceWorld>();
    private readonly events: EventWriter;
    /** Loads so far: each has other users. */
    private loads = 0;

    static async start(
        options: NodeOptions & { readonly name: string },
        watches: Watches,
    ): Promise<Range> {
        const made: { range?: Range } = {};
        const directed = (slice: KubernetesObject): void => {
            const labels = slice.metadata?.labels ?? {};
            made.range?.direct(slice, labels["kubernetes.io/service-name"]);
        };
        const named =
            (isGone: boolean) =>
            (service: V1Service): void => {
                made.range?.direct(service, service.metadata?.name);
                made.range?.onService(service, isGone);
            };
        const watching: Watching = {
            services: await watches.watch<V1Service>("/api/v1/services", {
                changed: named(false),
                deleted: named(true),
            }),
            slices: await watches.watch<V1EndpointSlice>(
                "/apis/discovery.k8s.io/v1/endpointslices",
                {
                    changed: directed,
                    deleted: directed,
                },
            ),
            deployments: await watches.watch("/apis/apps/v1/deployments"),
            autoscalers: await watches.watch("/apis/autoscaling/v2/horizontalpodautoscalers"),
            policies: await PolicyMap.watch(watches, (namespace) => {
                made.range?.shield(namespace);
            }),
        };
        const range = new Range(options, watching);
        made.range = range;
        const { pods } = range;
        await watches.watch<V1Pod>(
            "/api/v1/pods",
            {
                changed: (pod) => {
                    pods.changed(pod);
                    range.relabel(pod);
                },
                deleted: (pod) => {
                    pods.deleted(pod);
                },
            },
            `spec.nodeName=${options.name}`,
        );
        await watches.watch<V1Namespace>("/api/v1/namespaces", {
            changed: ({ metadata }) => {
                if (metadata?.deletionTimestamp === undefined) {
                    range.bound(metadata?.name ?? "");
                }
            },
        });
        await watches.watch<CoreV1Event>("/api/v1/events", {
            changed: (event) => {
                range.told(event);
            },
        });
        range.pace.start();
        return range;
    }

    private constructor(
        private readonly options: NodeOptions & { readonly name: string },
        private readonly watching: Watching,
    ) {
        const { api, clock, report } = options;
        this.events = new EventWriter(api, options.name, (time) => clock.toWall(time), report);
        this.pods = new NodePods({
            api,
            now: () => clock.wallSeconds(),
            begin: (pod, address) => this.begin(pod, address),
            forgotten: (pod) => {
                const { name, namespace, uid } = identityOf(pod);
                this.events.forget({ namespace, name, uid });
                this.worlds.get(namespace)?.logs.forget(name);
            },
            report,
        });
        this.pace = new Pace(clock, () => [...this.worlds.values()], report);
    }

    get services(): Watched<V1Service> {
        return this.watching.services;
    }

    /** All namespaces that have or had pods. */
    get all(): readonly NamespaceWorld[] {
        return [...this.worlds.values()];
    }

    known(namespace: string): NamespaceWorld | undefined {
        return this.worlds.get(namespace);
    }

    podAt(address: string): { readonly pod: Pod; readonly namespace: string } | undefined {
        for (const { world } of this.worlds.values()) {
            const pod = podAt(world, address);
            if (pod !== undefined) {
                return { pod, namespace: world.namespace };
            }
        }
        return undefined;
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

    world(namespace: string): NamespaceWorld {
        const known = this.worlds.get(namespace);
        if (known !== undefined) {
            return known;
        }
        const { seed, hostSpeed, nodeCpus, name, clock, store } = this.options;
        const { deployments, autoscalers, services } = this.watching;
        const world = new NamespaceWorld({
            ...{ namespace, seed, hostSpeed, nodeCpus, node: name },
            clock,
            send: (telegram) => {
                store.add(telegram);
            },
            tell: (pod, told) => {
                this.events.tell({ namespace, name: pod.name, uid: pod.uid }, told);
            },
            deployments: () => deploymentSamples(deployments.list(namespace)),
            autoscalers: () => autoscalerSamples(autoscalers.list(namespace)),
            services: () => services.list(namespace),
            arrived: () => {
                this.pods.show();
            },
        });
        // One node has them all.
        const cpusOf = ({ world: { cluster } }: NamespaceWorld): NodeCpu => cluster.node;
        cpusOf(world).neighbours = () => this.all.filter((one) => one !== world).map(cpusOf);
        this.worlds.set(namespace, world);
        this.shield(namespace);
        this.bound(namespace);
        return world;
    }

    /** A namespace that was deleted and has come again lacks what it had. */
    private bound(namespace: string): void {
        const { api, report } = this.options;
        if (this.worlds.has(namespace)) {
            boundPods(api, namespace).catch((error: unknown) => {
                report(`the quota of ${namespace}: ${String(error)}`);
            });
        }
    }

    /** Policies of that namespace have changed. */
    private shield(namespace: string): void {
        const space = this.worlds.get(namespace);
        if (space !== undefined) {
            this.watching.policies.apply(space.world);
        }
    }

    /** Somebody may have labelled a pod anew: policies go by what it has now. */
    private relabel({ metadata }: V1Pod): void {
        const pods = this.worlds.get(metadata?.namespace ?? "")?.world.cluster.pods;
        const pod = pods?.findLast(({ uid }) => uid === metadata?.uid);
        if (pod !== undefined) {
            pod.labels = metadata?.labels ?? {};
        }
    }

    private directAll(namespace: string): void {
        for (const service of this.watching.services.list(namespace)) {
            this.direct(service, service.metadata?.name);
        }
    }

    /** Somebody else than this kubelet has told of something. */
    private told(event: CoreV1Event): void {
        const namespace = event.involvedObject.namespace ?? "";
        const space = this.worlds.get(namespace);
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
        const { name, namespace } = identityOf(pod);
        const space = this.world(namespace);
        const wasRunning = pod.status?.phase === "Running";
        const isAdopted = wasRunning || this.options.adopted?.(namespace, name) === true;
        const deployment = deploymentOf(pod);
        if (deployment !== undefined) {
            space.telemetry.facts.podLabels.set(deployment, pod.metadata?.labels ?? {});
            this.nameServices(space);
        }
        const { world } = space;
        const { api, seed, plane } = this.options;
        const tell = (told: Omit<Told, "at">): void => {
            this.events.tell(identityOf(pod), { ...told, at: space.time });
        };
        if (isLoad(pod)) {
            return new LoadPod(pod, { space, address, tell, api, seed: seed + this.loads++ });
        }
        if (isScript(pod)) {
            return new ScriptPod(pod, { space, address, tell, api, caFile: plane.caFile });
        }
        const player = new TwinPod(pod, { world, address, isAdopted });
        this.directAll(namespace);
        return player;
    }

    /** The Service of that name, or its endpoints, have changed. */
    private direct({ metadata }: KubernetesObject, name: string | undefined): void {
        const space = this.worlds.get(metadata?.namespace ?? "");
        if (space === undefined || name === undefined) {
            return;
        }
        direct(space.world, name, this.watching, (address) => podAt(space.world, address));
        this.nameServices(space);
    }

    /** Which Services have the pods of which Deployment: for the tags of what they report. */
    private nameServices({ world, telemetry }: NamespaceWorld): void {
        const services = this.watching.services.list(world.namespace);
        let isNew = false;
        for (const [deployment, labels] of telemetry.facts.podLabels) {
            const selecting = services.flatMap(({ metadata, spec }) => {
                const pairs = Object.entries(spec?.selector ?? {});
                const selects = pairs.every(([key, value]) => labels[key] === value);
                return pairs.length > 0 && selects ? (metadata?.name ?? "") : [];
            });
            const names = selecting.sort();
            const known = telemetry.facts.servicesOf.get(deployment)?.join();
            isNew ||= known !== undefined && known !== names.join();
            telemetry.facts.servicesOf.set(deployment, names);
        }
        if (isNew) {
            telemetry.retag();
        }
    }
}

function podAt({ cluster }: World, address: string): Pod | undefined {
    return cluster.pods.findLast((pod) => pod.address === address && !pod.isGone);
}
