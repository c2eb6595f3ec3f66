/** A namespace of the cluster as the simulation plays it. */
import { EventQueue } from "../../../twin/clock/eventQueue";
import { Stream } from "../../../twin/clock/stream";
import { Cluster } from "../../../twin/cluster";
import { PodMetrics } from "../../../twin/controllers/podMetrics";
import { Kubelet } from "../../../twin/kubelet/kubelet";
import type { Observer } from "../../../twin/observer";
import { metricsResolutionSeconds } from "../../../twin/physics/autoscaler";
import { requestCost } from "../../../twin/physics/frontEnd";
import { type HostSpeed, hostSpeeds } from "../../../twin/physics/hostSpeed";
import type { Container } from "../../../twin/pod/pod";
import type { RangeClock } from "../../clock";

/** Twice as many as the settings allow for one load: one may end while the next begins. */
export const mostUsers = 20_000;

export interface WorldOptions {
    readonly namespace: string;
    readonly seed: number;
    readonly hostSpeed: HostSpeed;
    readonly nodeCpus: number;
    readonly clock: RangeClock;
    readonly observer: Observer;
    /** A container has been started, once more perhaps. */
    readonly started: (container: Container) => void;
}

/** Each namespace has a queue of its own; only the node's CPUs are shared ({@link NodeCpu.neighbours}). */
export class World {
    readonly namespace: string;
    readonly queue = new EventQueue(0);
    readonly cluster: Cluster;
    readonly kubelet: Kubelet;
    readonly metrics: PodMetrics;
    private readonly clock: RangeClock;

    constructor({ namespace, seed, observer, clock, ...options }: WorldOptions) {
        const { queue } = this;
        this.clock = clock;
        const epoch = clock.nowSeconds();
        this.namespace = namespace;
        this.cluster = new Cluster({
            ...{ queue, observer, namespace, seed, epoch, requestCost },
            hostSpeed: hostSpeeds[options.hostSpeed],
            nodeCpus: options.nodeCpus,
            otherCores: 0,
            users: mostUsers,
        });
        this.kubelet = new Kubelet(this.cluster, new Stream(seed, "kubelet"));
        this.metrics = new PodMetrics(this.cluster, new Stream(seed, "housekeeping"));
        this.metrics.start(metricsResolutionSeconds);
        this.cluster.started = (container) => {
            this.metrics.watch(container);
            options.started(container);
        };
    }

    /** The world's time up to which everything has happened, in seconds since the epoch. */
    get time(): number {
        return this.cluster.time;
    }

    /** Of a time that clients have named: on the simulation's own clock. */
    inside(wall: number): number {
        return this.queue.now + this.clock.toWorld(wall) - this.time;
    }

    /** And the other way round; without a time: now. */
    outside(time = this.queue.now): number {
        return this.clock.toWall(this.time + time - this.queue.now);
    }

    /** Lets everything happen up to that time of the world, in seconds since the epoch. */
    advance(time: number): void {
        this.queue.runUntil(Math.max(this.queue.now, this.queue.now + time - this.time));
    }
}
