import type { EventQueue } from "../clock/eventQueue";
import { endpointsLagSeconds, ruleGapSeconds } from "../physics/network";
import type { Pod } from "../pod/pod";
import { selects } from "../read/selector";
import type { PlayedService } from "../read/world";

/** Where the nodes lead connections to a Service. */
export interface ServiceRoute {
    /** Those that are Ready. */
    readonly pods: readonly Pod[];
    /** The pods' port, as far as there are pods. */
    readonly port: number | undefined;
    /** Nobody listens on that port: every connection is refused. */
    readonly isMisdirected: boolean;
}

/** And when it had no pods and got some; -Infinity: it had them from the beginning. */
type Opened = ServiceRoute & { readonly openedAt: number };

/** The Services' endpoints as the nodes know them, a moment after the pods' conditions. */
export class Endpoints {
    private services: readonly PlayedService[] = [];
    private readonly routes = new Map<string, Opened>();
    /** How long a Service that gets its first pods leads nowhere. */
    openingSeconds: number = ruleGapSeconds;
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
        this.routes.clear();
        this.settle();
    }

    /** That Service leads there from now on; undefined: it is gone. */
    set(service: string, route: ServiceRoute | undefined): void {
        if (route === undefined) {
            this.routes.delete(service);
            return;
        }
        const before = this.routes.get(service);
        const opens = before?.pods.length === 0 && route.pods.length > 0;
        const openedAt = opens ? this.queue.now : (before?.openedAt ?? -Infinity);
        this.routes.set(service, { ...route, openedAt });
    }

    /** Undefined when there is no such Service. */
    of(service: string): ServiceRoute | undefined {
        return this.routes.get(service);
    }

    /** The node does not refuse connections to that Service any more, and leads them nowhere yet. */
    isOpening(service: string): boolean {
        const openedAt = this.routes.get(service)?.openedAt ?? -Infinity;
        return this.queue.now - openedAt < this.openingSeconds;
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
            const pods = candidates.filter(({ spec }) => selects(selector, spec.labels));
            this.set(name, { pods, ...portOf(targetPort, pods) });
        }
    }
}

/** Whether connections to a Service get to a port on which its pods listen. */
function portOf(
    target: PlayedService["targetPort"],
    [pod]: readonly Pod[],
): Pick<ServiceRoute, "port" | "isMisdirected"> {
    const ports = pod?.main.spec.ports ?? [];
    const number = typeof target === "string" ? ports[ports.indexOf(target) - 1] : target;
    return {
        port: typeof number === "number" ? number : undefined,
        isMisdirected: target !== undefined && ports.length > 0 && !ports.includes(target),
    };
}
