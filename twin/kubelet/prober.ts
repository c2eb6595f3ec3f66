import type { EventQueue } from "../clock/eventQueue";
import type { Stream } from "../clock/stream";
import type { Cluster } from "../cluster";
import { relistSeconds } from "../physics/kubelet";
import type { Container } from "../pod/pod";
import type { Exchanges } from "../requests/exchanges";
import { routeOf } from "../shop/routes";
import { type BackendAnswer, type ProbeHost, type ProbeKind, ProbeWorker } from "./probeWorker";
import type { KubeletRules } from "./rules";
import { podEvent, unhealthy } from "./wording";

/** Sends probes: past any Service, straight to the pod. */
export class Prober implements ProbeHost {
    readonly queue: EventQueue;
    readonly exchanges: Exchanges;

    constructor(
        private readonly cluster: Cluster,
        private readonly stream: Stream,
        private readonly rules: KubeletRules,
        readonly decided: ProbeHost["decided"],
    ) {
        this.queue = cluster.queue;
        this.exchanges = cluster.exchanges;
    }

    /**
     * Probes a container that has just been started, until it ends. The kubelet's workers tick from
     * the pod's creation on, but with a startup probe the others do nothing before it has succeeded
     * (worker.go: doProbe), and it has nobody to ask before the kubelet has listed the container.
     */
    watch(container: Container): void {
        if (container.isStarted) {
            this.askOthers(container, () => this.listedAt(container) + relistSeconds);
        } else {
            this.ask(container, "startup", container.pod.createdAt, this.listedAt(container));
        }
    }

    /** Its startup probe has succeeded: the others do what they are there for. */
    started(container: Container): void {
        this.askOthers(container, () => this.queue.now);
    }

    private listedAt({ startedAt }: Container): number {
        return startedAt + this.stream.between(0, relistSeconds);
    }

    /**
     * Each sync that finds a started container unready triggers its readiness probe and resets the
     * ticker (prober_manager.go: UpdatePodStatus): that of a startup probe's success, at once, or the
     * one that the first sync after a start leads to, with the next listing.
     */
    private askOthers(container: Container, triggeredAt: () => number): void {
        const { now } = this.queue;
        const { createdAt } = container.pod;
        this.ask(container, "liveness", createdAt, now);
        if (container.spec.readiness !== undefined) {
            const origin = this.rules.triggersReadiness ? triggeredAt() : createdAt;
            this.ask(container, "readiness", origin, now);
        }
    }

    private ask(container: Container, kind: ProbeKind, origin: number, from: number): void {
        const [probe, counts] = [container.spec[kind], container[kind]];
        if (probe !== undefined && counts !== undefined) {
            new ProbeWorker(this, container, kind, probe, counts, origin, from);
        }
    }

    probeLoop(container: Container, path: string, slot: number): "sent" | "refused" | "lost" {
        const { loop } = container;
        if (loop === undefined) {
            return "refused";
        }
        const { shop } = this.cluster;
        const route = routeOf("GET", path, false);
        this.exchanges.begin(slot, shop.indexOf(route), route.status, 1);
        // Its time runs from now on, even if the process could do something about it at once.
        this.queue.hold();
        const isAccepted = loop.connect(slot);
        this.queue.release();
        return isAccepted ? "sent" : "lost";
    }

    probeBackend({ backend, pod }: Container, path: string, answered: () => void): BackendAnswer {
        if (backend === undefined) {
            return undefined;
        }
        const { cluster, queue } = this;
        const asked = { method: "GET", path, route: path };
        if (!cluster.stored.isAtEase(pod, backend)) {
            cluster.stored.health(pod, backend, asked, answered);
            return "perhaps";
        }
        const at = backend.answerTime(queue.now);
        cluster.served.call(pod, asked, 200, queue.now, at);
        return at;
    }

    probed(container: Container, kind: ProbeKind, success: boolean, problem: string): void {
        const probe = container.spec[kind];
        if (success || probe === undefined) {
            return;
        }
        const message = unhealthy(container, kind, probe, problem);
        this.cluster.event(podEvent(container.pod, "Warning", "Unhealthy", message));
    }
}
