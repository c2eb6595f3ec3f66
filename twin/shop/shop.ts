import type { FailureReason } from "../../evidence/evidence";
import type { DelayLine } from "../clock/delayLine";
import type { EventQueue } from "../clock/eventQueue";
import { fileSeconds, sessionSeconds } from "../physics/backends";
import { type Application, untilResumed } from "../pod/application";
import type { Backend } from "../pod/backend";
import type { Pod } from "../pod/pod";
import { nobody } from "../requests/exchangeRows";
import type { Exchanges } from "../requests/exchanges";
import type { Calls } from "./calls";
import { placeOrder } from "./order";
import { type Call, notFound, type Route, routes, type Wait } from "./routes";

/** How a request finds its pods. */
export interface Directory {
    pod(index: number): Pod;
    /** The pod of the event loop that has the request. */
    callerOf(slot: number): Pod;
    /** The request's wait is over at that time; unless it is cut off before. */
    resume(slot: number, at: number): void;
    /** An exception that nobody catches ends the process that has the request; what it prints. */
    crash(slot: number, lastWords: readonly string[]): void;
}

/** What Express answers when a handler throws. */
const failed = 500;

/** Node's last words (Node 18): over a body that is not there, and over a session that is not. */
const lastWords = {
    body: [
        "SyntaxError: Unexpected token u in JSON at position 0",
        "    at JSON.parse (<anonymous>)",
        "    at Request._callback (/usr/src/app/api/cart/index.js)",
    ],
    session: [
        "TypeError: Cannot set properties of undefined (setting 'customerId')",
        "    at Request._callback (/usr/src/app/api/user/index.js)",
    ],
} as const;

/** When a wait is over that takes no time. */
const atOnce = -Infinity;

/**
 * The front-end as its event loop sees it, and what happens between two of a request's turns: the
 * rest of the shop.
 */
export class Shop implements Application {
    readonly routes: readonly Route[] = [...routes, notFound];
    readonly turnCpu = Float64Array.from(
        this.routes,
        ({ cpuSeconds, waits }) => cpuSeconds / (waits.length + 1),
    );
    readonly waits = Uint8Array.from(this.routes, ({ waits }) => waits.length);
    private readonly kinds: Call[] = [];
    private readonly lines: Record<number, DelayLine> = {};
    private readonly steps: readonly (readonly (number | ((slot: number) => number))[])[];

    constructor(
        private readonly queue: EventQueue,
        private readonly exchanges: Exchanges,
        private readonly directory: Directory,
        private readonly calls: Calls,
        /** Kind of event: a request need wait no longer. */
        private readonly ready: number,
    ) {
        this.steps = this.routes.map(({ waits }) => waits.map((wait) => this.step(wait)));
    }

    /** The number of a route. */
    indexOf(route: Route): number {
        return this.routes.indexOf(route);
    }

    wait(slot: number, which: number): number {
        const step = this.steps[this.exchanges.route(slot)]?.[which];
        if (typeof step === "number") {
            return this.callOne(slot, step);
        }
        return step === undefined ? atOnce : step(slot);
    }

    /** How a request's user sees it end when the process that has it dies. */
    cutOff(slot: number): FailureReason {
        const turn = this.exchanges.turn(slot);
        if (turn === 0) {
            // The kernel resets a connection with unread bytes; one that was read is closed.
            return "reset";
        }
        const { waits } = this.routes[this.exchanges.route(slot)] as Route;
        return turn === waits.length && waits.at(-1) === "session" ? "cutShort" : "closed";
    }

    /** The wait is over: if it was for a service, that one has answered. */
    resumed(slot: number): void {
        const index = this.exchanges.call(slot);
        if (index !== nobody) {
            const call = this.kinds[index] as Call;
            this.exchanges.endCall(slot);
            const pod = this.directory.pod(this.exchanges.callPod(slot));
            this.calls.served(pod, call, 200, this.exchanges.calledAt(slot), this.queue.now);
            const { withoutSession } = this.routes[this.exchanges.route(slot)] as Route;
            if (withoutSession === "dies" && !this.hasSessions(slot)) {
                this.directory.crash(slot, lastWords.session);
            }
        }
    }

    private step(wait: Wait): number | ((slot: number) => number) {
        switch (wait) {
            case "session":
                return this.session();
            case "file":
                return this.pause(fileSeconds);
            case "turn":
                return () => atOnce;
            case "order":
                return (slot) => this.order(slot);
            default:
                return this.kinds.push(wait) - 1;
        }
    }

    /** Waits of one length end in the order in which they began. */
    private pause(seconds: number): (slot: number) => number {
        const { queue, exchanges } = this;
        const line = (this.lines[seconds] ??= queue.line(this.ready, seconds));
        return (slot) => {
            line.push(slot, exchanges.generation(slot));
            return untilResumed;
        };
    }

    /** The session's store answers; or there is none, and the handler goes on without a session. */
    private session(): (slot: number) => number {
        const wait = this.pause(sessionSeconds);
        return (slot) => {
            if (this.hasSessions(slot)) {
                return wait(slot);
            }
            const { exchanges } = this;
            const { withoutSession, waits } = this.routes[exchanges.route(slot)] as Route;
            if (withoutSession === "fails" && exchanges.turn(slot) < waits.length) {
                exchanges.setStatus(slot, failed);
                exchanges.setTurn(slot, waits.length);
            }
            return atOnce;
        };
    }

    /** Its client tells at once whether the connection to Redis is there. */
    private hasSessions(slot: number): boolean {
        const { dialler } = this.calls;
        return dialler.connected(this.directory.callerOf(slot), "session-db") !== undefined;
    }

    private callOne(slot: number, index: number): number {
        const { service } = this.kinds[index] as Call;
        const pod = this.calls.dialler.pick(this.directory.callerOf(slot), service);
        if (pod?.backend === undefined) {
            this.callLate(slot, index, service);
            return untilResumed;
        }
        return this.called(slot, index, pod, pod.backend);
    }

    /** Nobody takes the call now. Without an answer it is an error, and nobody else is asked. */
    private callLate(slot: number, index: number, service: string): void {
        const { exchanges, directory } = this;
        const generation = exchanges.generation(slot);
        this.calls.dialler.dial(directory.callerOf(slot), service, (outcome) => {
            if (exchanges.generation(slot) !== generation) {
                return;
            }
            if (typeof outcome === "string" || outcome.backend === undefined) {
                this.unanswered(slot, service);
                return;
            }
            const at = this.called(slot, index, outcome, outcome.backend);
            if (at !== untilResumed) {
                directory.resume(slot, at);
            }
        });
    }

    /** The connection failed, or ended before an answer came. */
    private unanswered(slot: number, service: string): void {
        const { exchanges, directory } = this;
        const route = this.routes[exchanges.route(slot)] as Route;
        if (route.diesWithout === service) {
            directory.crash(slot, lastWords.body);
            return;
        }
        if (route.goesOnWithout !== service) {
            exchanges.setStatus(slot, route.unreachableStatus);
            exchanges.setTurn(slot, route.waits.length);
        }
        directory.resume(slot, this.queue.now);
    }

    /** A pod has the call; returns when it is answered. */
    private called(slot: number, index: number, pod: Pod, backend: Backend): number {
        const { exchanges, directory, queue, calls } = this;
        if (calls.stored.isAtEase(pod, backend)) {
            exchanges.beginCall(slot, index, pod.index, queue.now);
            return backend.answerTime(queue.now);
        }
        const call = this.kinds[index] as Call;
        const generation = exchanges.generation(slot);
        calls.stored.answer(pod, backend, call, (isAnswered) => {
            if (exchanges.generation(slot) !== generation) {
                return;
            }
            if (isAnswered) {
                // Whatever the answer says: the front-end hands its body on, with a status of its own.
                directory.resume(slot, queue.now);
            } else {
                this.unanswered(slot, call.service);
            }
        });
        return untilResumed;
    }

    private order(slot: number): number {
        const { exchanges, directory, queue } = this;
        const generation = exchanges.generation(slot);
        placeOrder(this.calls, directory.callerOf(slot), (status) => {
            if (exchanges.generation(slot) === generation) {
                exchanges.setStatus(slot, status);
                directory.resume(slot, queue.now);
            }
        });
        return untilResumed;
    }
}
