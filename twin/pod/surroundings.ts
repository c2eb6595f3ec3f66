import type { Alarms } from "../clock/alarms";
import type { EventQueue } from "../clock/eventQueue";
import type { RequestCost } from "../physics/frontEnd";
import type { Exchanges } from "../requests/exchanges";
import type { Application } from "./application";

/** What all event loops share. */
export interface Surroundings {
    readonly queue: EventQueue;
    readonly exchanges: Exchanges;
    readonly application: Application;
    /** By number of the event loop: the work at hand is done. */
    readonly workDone: Alarms;
    /** Kind of event: a request need wait no longer. */
    readonly ready: number;
    /** Seconds of this machine's CPU for one of the lab's. */
    readonly hostSpeed: number;
    readonly requestCost: RequestCost;
}

/** Of one container: what a request's end means to it. */
export interface LoopOwner {
    served(slot: number): void;
    /** More requests are in flight; the container may not survive it. */
    grew(): void;
}
