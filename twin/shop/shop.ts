import type { EventQueue } from "../clock/eventQueue";
import type { Stream } from "../clock/stream";
import { fileSeconds, sessionSeconds } from "../physics/backends";
import type { Pod } from "../pod/pod";
import type { Exchanges } from "./exchanges";
import { placeOrder } from "./order";
import { type Call, notFound, type Route, routes, type Wait } from "./routes";

/** How a service finds the pods of another one. */
export interface Directory {
    /** Pods that take calls for that service now; empty when nobody does. */
    readyPods(service: string): readonly Pod[];
    pod(index: number): Pod;
}

/** Tells that a service answered a call. */
export type Served = (pod: Pod, call: Call, status: number, startedAt: number, at: number) => void;

/** What happens between two turns of the front-end's event loop: the rest of the shop. */
export class Shop {
    readonly routes: readonly Route[] = [...routes, notFound];
    /** By number of the route: CPU of one turn of a lone request, on the lab machine. */
    readonly turnCpu = Float64Array.from(
        this.routes,
        ({ cpuSeconds, waits }) => cpuSeconds / (waits.length + 1),
    );
    readonly waits = Uint8Array.from(this.routes, ({ waits }) => waits.length);
    private readonly calls: Call[] = [];
    private readonly steps = this.routes.map(({ waits }) => waits.map((wait) => this.step(wait)));

    constructor(
        private readonly queue: EventQueue,
        private readonly exchanges: Exchanges,
        private readonly directory: Directory,
        private readonly stream: Stream,
        private readonly served: Served,
    ) {}

    /** The number of a route. */
    indexOf(route: Route): number {
        return this.routes.indexOf(route);
    }

    /** Begins a request's n-th wait and returns when it is over. */
    wait(slot: number, which: number): number {
        const step = this.steps[this.exchanges.route(slot)]?.[which];
        if (typeof step === "number") {
            return this.callOne(slot, step);
        }
        return step === undefined ? this.queue.now : step(slot);
    }

    /** The wait is over: if it was for a service, that one has answered. */
    resumed(slot: number): void {
        const index = this.exchanges.call(slot);
        const call = this.calls[index];
        if (call !== undefined) {
            this.exchanges.endCall(slot);
            const pod = this.directory.pod(this.exchanges.callPod(slot));
            this.served(pod, call, 200, this.exchanges.calledAt(slot), this.queue.now);
        }
    }

    /** A pod to call for that service; undefined when there is none. */
    pick(service: string): Pod | undefined {
        const pods = this.directory.readyPods(service);
        return pods.length < 2 ? pods[0] : pods[this.stream.below(pods.length)];
    }

    private step(wait: Wait): number | ((slot: number) => number) {
        switch (wait) {
            case "session":
                return () => this.queue.now + sessionSeconds;
            case "file":
                return () => this.queue.now + fileSeconds;
            case "turn":
                return () => this.queue.now;
            case "order":
                return (slot) => {
                    const { status, at } = placeOrder(this, this.queue, this.served);
                    this.exchanges.setStatus(slot, status);
                    return at;
                };
            default:
                return this.calls.push(wait) - 1;
        }
    }

    private callOne(slot: number, index: number): number {
        const { exchanges, queue } = this;
        const call = this.calls[index] as Call;
        const pod = this.pick(call.service);
        const route = this.routes[exchanges.route(slot)] as Route;
        if (pod?.backend === undefined) {
            // The answer is an error at once, and nobody else is asked.
            exchanges.setStatus(slot, route.unreachableStatus);
            exchanges.setTurn(slot, route.waits.length);
            return queue.now;
        }
        exchanges.beginCall(slot, index, pod.index, queue.now);
        return pod.backend.answerTime(queue.now);
    }
}
