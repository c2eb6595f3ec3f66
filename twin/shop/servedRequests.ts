import type { Observer, PodSample } from "../observer";
import type { Pod } from "../pod/pod";
import type { Exchanges } from "../requests/exchanges";
import type { Asked } from "./served";
import type { Shop } from "./shop";

/** Tells the observer of every request that a service has answered. */
export class ServedRequests {
    constructor(
        private readonly exchanges: Exchanges,
        private readonly shop: Shop,
        private readonly observer: Observer,
        /** Seconds since the epoch of the simulation's 0. */
        private readonly epoch: () => number,
    ) {}

    /** A service answered a call of another one, or a probe. */
    call(
        pod: Pod,
        asked: Asked,
        status: number,
        startedAt: number,
        at: number,
        error?: string,
    ): void {
        const { method, path, route } = asked;
        this.observer.requestServed({
            endedAt: this.epoch() + at,
            durationSeconds: at - startedAt,
            pod: pod.main.sample,
            method,
            path,
            route,
            status,
            error,
        });
    }

    /** An event loop answered, at a time in seconds since the epoch. */
    request(pod: PodSample, slot: number, endedAt: number): void {
        const { exchanges, shop } = this;
        const route = shop.routes[exchanges.route(slot)];
        this.observer.requestServed({
            endedAt,
            durationSeconds: endedAt - this.epoch() - exchanges.takenAt(slot),
            pod,
            method: (route?.method ?? "").replace("+basic", ""),
            path: exchanges.client(slot)?.path?.(slot) ?? "/",
            route: route?.route ?? "",
            status: exchanges.status(slot),
        });
    }
}
