import type { EventQueue } from "../clock/eventQueue";
import { endpointsLagSeconds, ruleGapSeconds } from "../physics/network";
import type { Pod } from "../pod/pod";
import type { PlayedService } from "../read/world";

const none: readonly Pod[] = [];

/** The Services' endpoints as the nodes know them, a moment after the pods' conditions. */
export class Endpoints {
    private services: readonly PlayedService[] = [];
    private readonly ready = new Map<string, readonly Pod[]>();
    /** Services that lead to a port on which nobody listens: every connection is refused. */
    readonly misdirected = new Set<string>();
    /** The pods' port to which each Service leads, as far as there are pods. */
    readonly ports = new Map<string, number | undefined>();
    /** How long a Service that gets its first pods leads nowhere. */
    openingSeconds = ruleGapSeconds;
    /** When a Service that had no pods got some. */
    private readonly openedAt = new Map<string, number>();
    private isSettled = true;

    constructor(
        private readonly queue: EventQueue,
        private readonly pods: readonly Pod[],
        /** Told whenever the Ready condition of a pod changes. */
        private readonly changed: (pod: Pod) => void,
    ) {}

    /** The Services that there are from now on. */
    use(services: readonly PlayedService[]): void {
        this.services = services;
        this.ready.clear();
        this.settle();
    }

    /** Somebody else decides: that Service has these endpoints; undefined: it is gone. */
    set(service: string, pods: readonly Pod[] | undefined): void {
        if (pods === undefined) {
            this.ready.delete(service);
        } else {
            this.become(service, pods);
        }
    }

    /** Undefined when there is no such Service. */
    readyPods(service: string): readonly Pod[] | undefined {
        return this.ready.get(service);
    }

    /** The node does not refuse connections to that Service any more, and leads them nowhere yet. */
    isOpening(service: string): boolean {
        const openedAt = this.openedAt.get(service);
        return openedAt !== undefined && this.queue.now - openedAt < this.openingSeconds;
    }

    /** Something about that pod has changed: its Ready condition may follow. */
    update(pod: Pod): void {
        const isReady =
            !pod.isTerminating &&
            pod.containers.every(({ isReady, state }) => isReady && state === "running");
        if (isReady !== pod.isReady) {
            pod.isReady = isReady;
            pod.readySince = this.queue.now;
            this.changed(pod);
        }
        this.isSettled = false;
        this.queue.at(this.queue.now + endpointsLagSeconds, () => {
            // Pods that change together are settled together.
            if (!this.isSettled) {
                this.settle();
            }
        });
    }

    /** Makes the endpoints what the pods' conditions say. */
    settle(): void {
        this.isSettled = true;
        const candidates = this.pods.filter(({ isReady, isTerminating, isGone }) => {
            return isReady && !isTerminating && !isGone;
        });
        for (const { name, selector, targetPort } of this.services) {
            const wanted = Object.entries(selector);
            const pods = candidates.filter(({ spec }) =>
                wanted.every(([key, value]) => spec.labels[key] === value),
            );
            this.become(name, wanted.length === 0 ? none : pods);
            this.direct(name, targetPort, pods);
        }
    }

    private become(service: string, pods: readonly Pod[]): void {
        if (this.ready.get(service)?.length === 0 && pods.length > 0) {
            this.openedAt.set(service, this.queue.now);
        }
        this.ready.set(service, pods);
    }

    /** Whether connections to a Service get to a port on which its pods listen. */
    private direct(name: string, target: PlayedService["targetPort"], [pod]: readonly Pod[]): void {
        const ports = pod?.main.spec.ports ?? [];
        const number = typeof target === "string" ? ports[ports.indexOf(target) - 1] : target;
        this.ports.set(name, typeof number === "number" ? number : undefined);
        const isAstray = target !== undefined && ports.length > 0 && !ports.includes(target);
        if (isAstray) {
            this.misdirected.add(name);
        } else {
            this.misdirected.delete(name);
        }
    }
}
