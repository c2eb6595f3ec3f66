import type { EventQueue } from "../clock/eventQueue";
import type { Stream } from "../clock/stream";
import { lookUps, lookUpSeconds } from "../physics/network";
import type { Pod } from "../pod/pod";
import type { Endpoints } from "./endpoints";
import { LastingConnections } from "./lastingConnections";
import type { Policies } from "./policies";
import type { Refusals } from "./refusals";
import type { SynTimer } from "./synTimer";

/** What becomes of a connection: one to a pod that listens, or the caller's error. */
export type Dialled = Pod | "refused" | "timedOut";

/** Connects the shop's services with one another, by the same rules as the users' connections. */
export class Dialler {
    private readonly lasting: LastingConnections;

    constructor(
        private readonly queue: EventQueue,
        private readonly endpoints: Endpoints,
        private readonly refusals: Refusals,
        private readonly timer: SynTimer,
        private readonly stream: Stream,
        private readonly policies: Policies,
    ) {
        this.lasting = new LastingConnections(policies);
    }

    /** A pod that takes a connection to that service now; undefined when there is none. */
    pick(caller: Pod, service: string): Pod | undefined {
        const pod = this.balance(service);
        return pod !== undefined && this.isLet(caller, pod, service) ? pod : undefined;
    }

    /** The pod to which the node leads a connection to that service. */
    private balance(service: string): Pod | undefined {
        const route = this.endpoints.of(service);
        if (route === undefined || route.isMisdirected) {
            return undefined;
        }
        const { pods } = route;
        return pods.length < 2 ? pods[0] : pods[this.stream.below(pods.length)];
    }

    /** The pod to which the caller has the one connection that it keeps; undefined: it has none. */
    connected(caller: Pod, service: string): Pod | undefined {
        const route = this.endpoints.of(service);
        if (route === undefined || route.isMisdirected) {
            return undefined;
        }
        const pod = route.pods[0];
        return pod !== undefined && this.lasting.holds(caller, pod, route.port) ? pod : undefined;
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
        const lookUp = (asked: number): void => {
            if (caller.main.generation !== generation) {
                return;
            }
            if (this.policies.resolves(caller)) {
                attempt(0);
            } else if (asked === lookUps) {
                done("timedOut");
            } else {
                this.queue.at(this.queue.now + lookUpSeconds, () => {
                    lookUp(asked + 1);
                });
            }
        };
        lookUp(0);
    }

    private isLet(caller: Pod, pod: Pod, service: string): boolean {
        const { policies, endpoints } = this;
        return (
            policies.isEmpty ||
            (policies.resolves(caller) && policies.allows(caller, pod, endpoints.of(service)?.port))
        );
    }

    /** Sends a SYN; undefined: no answer. */
    private attempt(caller: Pod, service: string): Dialled | undefined {
        const pod = this.balance(service);
        // A packet to a port on which nobody listens is dropped like any other.
        const route = this.endpoints.of(service);
        const target = pod ?? route?.pods[0];
        if (target !== undefined && !this.isLet(caller, target, service)) {
            return undefined;
        }
        if (pod !== undefined) {
            return pod.backend === undefined ? "refused" : pod;
        }
        // Without a Service there is no address to ask: the name is not found, at once.
        const isRefused =
            route === undefined ||
            route.isMisdirected ||
            this.refusals.allows(caller.address, this.queue.now);
        return isRefused ? "refused" : undefined;
    }
}
