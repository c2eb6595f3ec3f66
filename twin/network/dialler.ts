import type { EventQueue } from "../clock/eventQueue";
import type { Stream } from "../clock/stream";
import type { Pod } from "../pod/pod";
import type { Endpoints } from "./endpoints";
import type { Refusals } from "./refusals";
import type { SynTimer } from "./synTimer";

/** What becomes of a connection: one to a pod that listens, or the caller's error. */
export type Dialled = Pod | "refused" | "timedOut";

const none: readonly Pod[] = [];

/** Connects the shop's services with one another, by the same rules as the users' connections. */
export class Dialler {
    constructor(
        private readonly queue: EventQueue,
        private readonly endpoints: Endpoints,
        private readonly refusals: Refusals,
        private readonly timer: SynTimer,
        private readonly stream: Stream,
    ) {}

    /** A pod that takes connections to that service now; undefined when there is none. */
    pick(service: string): Pod | undefined {
        const { endpoints } = this;
        const pods = endpoints.misdirected.has(service) ? none : endpoints.readyPods(service);
        if (pods === undefined) {
            return undefined;
        }
        return pods.length < 2 ? pods[0] : pods[this.stream.below(pods.length)];
    }

    /** Whether a connection to that service would come about now. */
    isReachable(service: string): boolean {
        const { endpoints } = this;
        const pods = endpoints.misdirected.has(service) ? none : endpoints.readyPods(service);
        return pods !== undefined && pods.length > 0;
    }

    /** Connects a pod to a service, and tells how it ended; never, if the caller ends before. */
    dial(caller: Pod, service: string, done: (outcome: Dialled) => void): void {
        const { generation } = caller.main;
        const attempt = (sent: number): void => {
            if (caller.main.generation !== generation) {
                return;
            }
            if (this.timer.givesUp(sent)) {
                done("timedOut");
                return;
            }
            const outcome = this.attempt(caller, service);
            if (outcome !== undefined) {
                done(outcome);
                return;
            }
            this.queue.at(this.timer.after(sent, this.queue.now), () => {
                attempt(sent + 1);
            });
        };
        attempt(0);
    }

    /** Sends a SYN; undefined: no answer. */
    private attempt(caller: Pod, service: string): Dialled | undefined {
        const pod = this.pick(service);
        if (pod !== undefined) {
            return pod.backend === undefined ? "refused" : pod;
        }
        // Without a Service there is no address to ask: the name is not found, at once.
        const isKnown = this.endpoints.readyPods(service) !== undefined;
        const isMisdirected = this.endpoints.misdirected.has(service);
        const isRefused =
            !isKnown || isMisdirected || this.refusals.allows(caller.address, this.queue.now);
        return isRefused ? "refused" : undefined;
    }
}
