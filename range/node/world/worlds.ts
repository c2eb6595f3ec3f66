/** The namespaces that have or had pods: each a world of its own, all on the one node. */
import type { V1Pod } from "@kubernetes/client-node";

import type { NodeCpu } from "../../../twin/node/nodeCpu";
import type { Pod } from "../../../twin/pod/pod";
import { nodeName } from "../../../twin/telemetry/clusterFacts";
import { boundPods } from "../api/podQuota";
import type { NodeOptions } from "../options";
import type { Told } from "../pods/eventWriter";
import type { Watching } from "../watching";
import { NamespaceWorld } from "./namespaceWorld";
import { autoscalerSamples, deploymentSamples } from "./samples";
import { podAt } from "./serviceMap";

export interface WorldsOptions {
    readonly node: NodeOptions;
    readonly watching: Watching;
    /** The kubelet has something to tell of a pod. */
    tell(pod: Pod, namespace: string, told: Told): void;
    /** Everything up to now has happened somewhere. */
    arrived(): void;
}

export class Worlds {
    private readonly worlds = new Map<string, NamespaceWorld>();

    constructor(private readonly options: WorldsOptions) {}

    get all(): readonly NamespaceWorld[] {
        return [...this.worlds.values()];
    }

    known(namespace: string): NamespaceWorld | undefined {
        return this.worlds.get(namespace);
    }

    /** That of the namespace, from now on where there was none. */
    of(namespace: string): NamespaceWorld {
        const known = this.worlds.get(namespace);
        if (known !== undefined) {
            return known;
        }
        const world = this.made(namespace);
        // One node has them all.
        const cpusOf = ({ world: { cluster } }: NamespaceWorld): NodeCpu => cluster.node;
        cpusOf(world).neighbours = () => this.all.filter((one) => one !== world).map(cpusOf);
        this.worlds.set(namespace, world);
        this.shield(namespace);
        this.bound(namespace);
        return world;
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

    /** A namespace that was deleted and has come again lacks what it had. */
    bound(namespace: string): void {
        const { api, report } = this.options.node;
        if (this.worlds.has(namespace)) {
            boundPods(api, namespace).catch((error: unknown) => {
                report(`the quota of ${namespace}: ${String(error)}`);
            });
        }
    }

    /** Policies of that namespace have changed. */
    shield(namespace: string): void {
        const space = this.worlds.get(namespace);
        if (space !== undefined) {
            this.options.watching.policies.apply(space.world);
        }
    }

    /** Somebody may have labelled a pod anew: policies go by what it has now. */
    relabel({ metadata }: V1Pod): void {
        const pods = this.worlds.get(metadata?.namespace ?? "")?.world.cluster.pods;
        const pod = pods?.findLast(({ uid }) => uid === metadata?.uid);
        if (pod !== undefined) {
            pod.labels = metadata?.labels ?? {};
        }
    }

    private made(namespace: string): NamespaceWorld {
        const { seed, hostSpeed, nodeCpus, clock, store } = this.options.node;
        const { deployments, autoscalers, services } = this.options.watching;
        return new NamespaceWorld({
            ...{ namespace, seed, hostSpeed, nodeCpus, node: nodeName },
            clock,
            send: (telegram) => {
                store.add(telegram);
            },
            tell: (pod, told) => {
                this.options.tell(pod, namespace, told);
            },
            deployments: () => deploymentSamples(deployments.list(namespace)),
            autoscalers: () => autoscalerSamples(autoscalers.list(namespace)),
            services: () => services.list(namespace),
            arrived: () => {
                this.options.arrived();
            },
        });
    }
}
