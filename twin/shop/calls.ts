import type { EventQueue } from "../clock/eventQueue";
import type { Dialler } from "../network/dialler";
import type { Pod } from "../pod/pod";
import type { Call } from "./routes";
import type { Served } from "./served";
import type { ShippingQueue } from "./shippingQueue";
import type { StoredAnswers } from "./storedAnswers";

/** Calls between services, each on a connection of its own. */
export class Calls {
    constructor(
        readonly queue: EventQueue,
        readonly dialler: Dialler,
        readonly served: Served,
        readonly stored: StoredAnswers,
        private readonly shipments: ShippingQueue,
    ) {}

    /** Has a pod call a service; whether it was answered, or no connection came about. */
    send(caller: Pod, call: Call, done: (isAnswered: boolean) => void): void {
        const { queue } = this;
        this.dialler.dial(caller, call.service, (outcome) => {
            const backend = typeof outcome === "string" ? undefined : outcome.backend;
            if (typeof outcome === "string" || backend === undefined) {
                done(false);
                return;
            }
            const started = queue.now;
            const at = backend.answerTime(started);
            queue.at(at, () => {
                this.served(outcome, call, 200, started, at);
                if (call.service === "shipping") {
                    this.shipments.publish(outcome);
                }
                done(true);
            });
        });
    }
}
