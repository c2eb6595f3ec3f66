import type { Stream } from "../clock/stream";
import type { Cluster } from "../cluster";
import type { Pod } from "../pod/pod";
import { nobody } from "../requests/exchangeRows";

/**
 * What becomes of one connection attempt: accepted by an event loop, refused, no answer, no room in
 * the pod's accept queue, or nobody at the address.
 */
export type ConnectOutcome = "connected" | "refused" | "lost" | "overflown" | "noRoute";

/** In the place of a pod: the node leads the connection to none, and will not. */
const nowhere = -2;

/** Who asks the shop from outside of its pods. */
export interface Caller {
    readonly address: string;
    /** Whether policies let its connection to a pod through. */
    readonly lets: (pod: Pod, port: number | undefined) => boolean;
}

/** The way of a client's connections into the shop: one client address. */
export class Doorway {
    /** The pod that got the last attempt. */
    lastPod = nobody;

    constructor(
        private readonly cluster: Cluster,
        /** The Service that the users ask; without one, they ask the pod of that name itself. */
        private readonly target: string,
        private readonly stream: Stream,
        private readonly caller: Caller,
    ) {}

    /** Sends a SYN for a connection with that request. */
    attempt(slot: number): ConnectOutcome {
        const { cluster, target } = this;
        const route = cluster.endpoints.of(target);
        if (route === undefined) {
            // Nothing stands before the pod: its own kernel answers, listening or not.
            return this.reach(this.pick(cluster.podsOf(target)), slot);
        }
        if (route.isMisdirected) {
            return route.pods.some((pod) => !this.isLet(pod)) ? "lost" : "refused";
        }
        if (route.pods.length === 0) {
            return this.isTold() ? "refused" : "lost";
        }
        if (cluster.endpoints.isOpening(target)) {
            this.lastPod = nowhere;
            return this.attemptAgain(slot, nowhere);
        }
        return this.reach(this.pick(route.pods), slot);
    }

    /**
     * Sends a SYN again of which the node remembers where the first one went (conntrack): to a pod
     * that had no room in its accept queue, or nowhere. When that pod has gone, nobody is there
     * either. While it is there, the SYN goes the way of a first one here, to any pod of the Service.
     * A real node's would go to the same pod, ready or not: each SYN has conntrack remember for
     * another two minutes (nf_conntrack_tcp_timeout_syn_sent). That makes a difference where there are
     * several pods, and where the one is not ready: it would answer by RST when its process is dead,
     * which did not show in the lab.
     */
    attemptAgain(slot: number, podIndex: number): ConnectOutcome {
        if (podIndex !== nowhere && this.cluster.pods[podIndex]?.isGone !== true) {
            return this.attempt(slot);
        }
        return this.isTold() ? "noRoute" : "overflown";
    }

    /** Whether the kernel's limit lets it say by ICMP that a connection came to nothing. */
    private isTold(): boolean {
        const { refusals, queue } = this.cluster;
        return refusals.allows(this.caller.address, queue.now);
    }

    private pick(pods: readonly Pod[]): Pod | undefined {
        return pods.length < 2 ? pods[0] : pods[this.stream.below(pods.length)];
    }

    private isLet(pod: Pod): boolean {
        return this.caller.lets(pod, this.cluster.endpoints.of(this.target)?.port);
    }

    private reach(pod: Pod | undefined, slot: number): ConnectOutcome {
        this.lastPod = pod?.index ?? nobody;
        if (pod !== undefined && !this.isLet(pod)) {
            return "lost";
        }
        const loop = pod?.main.loop;
        if (loop?.isListening !== true) {
            return "refused";
        }
        return loop.connect(slot) ? "connected" : "overflown";
    }
}
