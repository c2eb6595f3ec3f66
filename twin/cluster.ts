import type { Alarms } from "./clock/alarms";
import type { EventQueue } from "./clock/eventQueue";
import { Stream } from "./clock/stream";
import { Dialler } from "./network/dialler";
import { Endpoints } from "./network/endpoints";
import { Policies } from "./network/policies";
import { Refusals } from "./network/refusals";
import { SynTimer } from "./network/synTimer";
import type { CpuQuota } from "./node/cpuQuota";
import { NodeCpu } from "./node/nodeCpu";
import type { KubernetesEvent, Observer } from "./observer";
import type { RequestCost } from "./physics/frontEnd";
import { Ends } from "./pod/ends";
import { EventLoop } from "./pod/eventLoop";
import { type Container, Pod, type PodIdentity } from "./pod/pod";
import { identifier, suffix, templateHash } from "./pod/podName";
import type { PodSpec } from "./read/world";
import { Exchanges } from "./requests/exchanges";
import { Calls } from "./shop/calls";
import type { Served } from "./shop/served";
import { ServedRequests } from "./shop/servedRequests";
import { ShippingQueue } from "./shop/shippingQueue";
import { type Directory, Shop } from "./shop/shop";
import { StoredAnswers } from "./shop/storedAnswers";

export interface ClusterOptions {
    readonly queue: EventQueue;
    readonly observer: Observer;
    readonly namespace: string;
    readonly seed: number;
    readonly hostSpeed: number;
    readonly nodeCpus: number;
    readonly otherCores: number;
    readonly requestCost: RequestCost;
    /** Seconds since the epoch of the simulation's 0. */
    readonly epoch: number;
    /** The most users that there may be at a time, of all loads together. */
    readonly users: number;
}

/** What there is in the cluster, and who has to be told when it changes. */
export class Cluster implements Directory {
    readonly queue: EventQueue;
    readonly namespace: string;
    readonly hostSpeed: number;
    readonly requestCost: RequestCost;
    readonly exchanges: Exchanges;
    readonly shop: Shop;
    readonly endpoints: Endpoints;
    readonly policies: Policies;
    /** Everything runs on one node, as the guides' cluster has it. */
    readonly node: NodeCpu;
    readonly refusals = new Refusals();
    readonly synTimer: SynTimer;
    /** Phases of the CPU quotas. */
    readonly phases: Stream;
    readonly pods: Pod[] = [];
    readonly loops: EventLoop[] = [];
    /** The pods that they are in. */
    private readonly loopPods: Pod[] = [];
    /** Called with what changes for the controllers. */
    podChanged: (pod: Pod) => void = () => undefined;
    outOfMemory: (container: Container) => void = () => undefined;
    crashed: (container: Container, lastWords: readonly string[]) => void = () => undefined;
    started: (container: Container) => void = () => undefined;
    private readonly names: Stream;
    readonly served: ServedRequests;
    readonly stored: StoredAnswers;
    readonly shipments: ShippingQueue;
    private readonly ends = new Ends();
    private readonly observer: Observer;
    private readonly epoch: number;
    private readonly workDone: Alarms;
    private readonly ready: number;

    constructor({
        queue,
        observer,
        namespace,
        seed,
        hostSpeed,
        requestCost,
        epoch,
        ...load
    }: ClusterOptions) {
        this.queue = queue;
        this.namespace = namespace;
        this.hostSpeed = hostSpeed;
        this.requestCost = requestCost;
        this.observer = observer;
        this.epoch = epoch;
        this.node = new NodeCpu(queue, load.nodeCpus, load.otherCores);
        this.phases = new Stream(seed, "cpu phases");
        this.names = new Stream(seed, "names");
        this.exchanges = new Exchanges(load.users);
        this.endpoints = new Endpoints(queue, this.pods, (pod) => {
            this.podChanged(pod);
        });
        const balancing = new Stream(seed, "calls");
        this.synTimer = new SynTimer(balancing.between(0, 60));
        this.policies = new Policies(namespace);
        const { endpoints, refusals, synTimer, policies } = this;
        const dialler = new Dialler(queue, endpoints, refusals, synTimer, balancing, policies);
        const served: Served = (...request) => {
            this.served.call(...request);
        };
        this.stored = new StoredAnswers(queue, dialler, this.ends, hostSpeed, served);
        this.shipments = new ShippingQueue(queue, dialler, this.ends, (name) => this.podsOf(name));
        const calls = new Calls(queue, dialler, served, this.stored, this.shipments);
        this.ready = queue.register((slot, generation) => {
            if (this.exchanges.generation(slot) === generation) {
                this.shop.resumed(slot);
                this.loops[this.exchanges.place(slot)]?.proceed(slot);
            }
        });
        this.shop = new Shop(queue, this.exchanges, this, calls, this.ready);
        this.served = new ServedRequests(this.exchanges, this.shop, observer, () => this.epoch);
        this.workDone = queue.alarms((index) => {
            this.loops[index]?.workDone();
        });
    }

    pod(index: number): Pod {
        return this.pods[index] as Pod;
    }

    callerOf(slot: number): Pod {
        return this.loopPods[this.exchanges.place(slot)] as Pod;
    }

    resume(slot: number, at: number): void {
        this.queue.schedule(at, this.ready, slot, this.exchanges.generation(slot));
    }

    crash(slot: number, lastWords: readonly string[]): void {
        this.crashed(this.callerOf(slot).main, lastWords);
    }

    /** Who creates it says who it is, or leaves that to the cluster. */
    createPod(spec: PodSpec, createdAt: number, identity = this.identity(spec)): Pod {
        const pod = new Pod(
            this.pods.length,
            identity,
            spec,
            createdAt,
            ({ main }, stream, message) => {
                this.observer.log({ at: this.time, pod: main.sample, stream, message });
            },
        );
        this.pods.push(pod);
        return pod;
    }

    private identity(spec: PodSpec): PodIdentity {
        const replicaSet = `${spec.name}-${templateHash(spec.template)}`;
        return {
            name: `${replicaSet}-${suffix(this.names, 5)}`,
            uid: identifier(this.names, 32),
            address: `10.244.0.${10 + (this.pods.length % 240)}`,
            replicaSet,
        };
    }

    /** All of a Deployment's pods that have not gone. */
    podsOf(deployment: string): readonly Pod[] {
        return this.pods.filter((pod) => pod.deployment === deployment && !pod.isGone);
    }

    removed(pod: Pod): void {
        this.podChanged(pod);
    }

    addLoop(quota: CpuQuota, container: Container): EventLoop {
        const { queue, exchanges, shop, workDone, ready, hostSpeed, requestCost } = this;
        const shared = { queue, exchanges, workDone, ready, hostSpeed, requestCost };
        const world = { ...shared, application: shop };
        const limit = container.spec.memoryLimitBytes ?? Infinity;
        const loop = new EventLoop(this.loops.length, quota, world, {
            served: (slot) => {
                this.served.request(container.sample, slot, this.time);
            },
            grew: () => {
                if (container.memoryBytes > limit) {
                    this.outOfMemory(container);
                }
            },
        });
        this.loops.push(loop);
        this.loopPods.push(container.pod);
        return loop;
    }

    /** A process takes connections from now on, and has those that it needs itself. */
    listens(): void {
        this.shipments.deliver();
    }

    /** The process is gone, and with it every connection. */
    cut(container: Container): void {
        this.ends.ended(container);
        const { loop } = container;
        if (loop === undefined) {
            return;
        }
        loop.stop();
        // Some ask another process at once, while the others are still to be told.
        this.queue.hold();
        for (const slot of this.exchanges.slotsAt(loop.index)) {
            const reason = this.shop.cutOff(slot);
            const client = this.exchanges.client(slot);
            this.exchanges.end(slot);
            client?.lost(slot, reason);
        }
        this.queue.release();
    }

    event(event: Omit<KubernetesEvent, "at">): void {
        this.observer.event({ at: this.time, ...event });
    }

    /** Seconds since the epoch. */
    get time(): number {
        return this.epoch + this.queue.now;
    }
}
