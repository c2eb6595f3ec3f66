/** Requests of people and programs outside of the simulation: each is one in it, like a probe. */
import type { FailureReason } from "../../../evidence/evidence";
import { type Caller, Doorway } from "../../../twin/load/doorway";
import { Stream } from "../../../twin/clock/stream";
import type { Pod } from "../../../twin/pod/pod";
import type { Client } from "../../../twin/requests/exchanges";
import { callees } from "../../../shop/calls";
import { routeOf } from "../../../twin/shop/routes";
import type { World } from "../world/world";

/** How a request ended. */
export type Visited =
    | { readonly is: "answered"; readonly status: number }
    | { readonly is: "refused" }
    | { readonly is: "lost"; readonly reason: FailureReason }
    /** No such Service. */
    | { readonly is: "unknown" };

export interface Asked {
    readonly method: string;
    readonly path: string;
    readonly basicAuth: boolean;
}

/** Keeps the simulation close to the clock while somebody waits. */
export type Hasten = <T>(waiting: Promise<T>) => Promise<T>;

/** The way of one client address into a namespace. */
export class Visits {
    private readonly doorways = new Map<string, Doorway>();
    private readonly stream: Stream;

    constructor(
        private readonly world: World,
        private readonly hasten: Hasten,
        private readonly address: string,
        seed: number,
        /** Whether policies let a connection through. */
        private readonly lets: Caller["lets"] = () => true,
    ) {
        this.stream = new Stream(seed, `visits from ${address}`);
    }

    /** Asks whoever is behind a Service, by its port 80. @param sent SYNs before this one */
    service(name: string, asked: Asked, sent = 0): Promise<Visited> {
        const again = (next: number): Promise<Visited> => this.service(name, asked, next);
        const { endpoints, refusals, queue } = this.world.cluster;
        const route = endpoints.of(name);
        if (route === undefined) {
            return Promise.resolve({ is: "unknown" });
        }
        const { pods, port } = route;
        if (pods.length > 0 && !pods.some((pod) => this.lets(pod, port))) {
            return this.sendAgain(sent, again);
        }
        if (route.isMisdirected) {
            return Promise.resolve({ is: "refused" });
        }
        const [first] = pods;
        if (first === undefined) {
            return refusals.allows(this.address, queue.now)
                ? Promise.resolve({ is: "refused" })
                : this.sendAgain(sent, again);
        }
        if (pods.some(({ main }) => main.loop !== undefined)) {
            return this.connect((slot) => this.doorway(name).attempt(slot), asked);
        }
        const pod = pods[this.stream.below(pods.length)] ?? first;
        return this.lets(pod, port) ? this.ask(pod, asked) : this.sendAgain(sent, again);
    }

    /** Asks one pod itself. */
    pod(pod: Pod, port: number, asked: Asked, sent = 0): Promise<Visited> {
        if (!this.lets(pod, port)) {
            return this.sendAgain(sent, (next) => this.pod(pod, port, asked, next));
        }
        if (pod.isGone || !pod.main.isListening) {
            return Promise.resolve({ is: "refused" });
        }
        const { loop } = pod.main;
        return loop === undefined
            ? this.ask(pod, asked)
            : this.connect((slot) => (loop.connect(slot) ? "connected" : "overflown"), asked);
    }

    /** Sends SYNs until one is accepted. */
    private connect(attempt: (slot: number) => string, asked: Asked): Promise<Visited> {
        const { cluster, queue } = this.world;
        const { exchanges, shop, synTimer } = cluster;
        const route = routeOf(asked.method, asked.path, asked.basicAuth);
        return this.hasten(
            new Promise<Visited>((resolve) => {
                const client: Client = {
                    answered: (_, status) => {
                        resolve({ is: "answered", status });
                    },
                    lost: (_, reason) => {
                        resolve({ is: "lost", reason });
                    },
                    path: () => asked.path,
                };
                const send = (sent: number): void => {
                    if (synTimer.givesUp(sent)) {
                        resolve({ is: "lost", reason: "connectTimeout" });
                        return;
                    }
                    const slot = exchanges.claim(client);
                    exchanges.begin(slot, shop.indexOf(route), route.status, 1);
                    queue.hold();
                    const outcome = attempt(slot);
                    queue.release();
                    if (outcome === "connected") {
                        return;
                    }
                    exchanges.end(slot);
                    if (outcome === "refused") {
                        resolve({ is: "refused" });
                        return;
                    }
                    queue.at(synTimer.after(sent, queue.now), () => {
                        send(sent + 1);
                    });
                };
                send(0);
            }),
        );
    }

    /** Another service than the front-end: what it is asked for costs what any call costs it. */
    private ask(pod: Pod, asked: Asked): Promise<Visited> {
        const { cluster, queue } = this.world;
        const { backend } = pod;
        if (backend === undefined) {
            return Promise.resolve({ is: "refused" });
        }
        const { generation, spec } = pod.main;
        const startedAt = queue.now;
        const at = backend.answerTime(startedAt);
        const status = statusOf(spec.program, asked);
        return this.hasten(
            new Promise<Visited>((resolve) => {
                queue.at(at, () => {
                    if (pod.main.generation === generation) {
                        const { method, path } = asked;
                        const served = { method, path, route: path };
                        cluster.served.call(pod, served, status, startedAt, at);
                        resolve({ is: "answered", status });
                    } else {
                        resolve({ is: "lost", reason: "closed" });
                    }
                });
            }),
        );
    }

    /** Nobody answers that SYN: one more is sent, until the kernel gives the connection up. */
    private sendAgain(sent: number, again: (sent: number) => Promise<Visited>): Promise<Visited> {
        const { queue, cluster } = this.world;
        const { synTimer } = cluster;
        return new Promise((resolve) => {
            queue.at(synTimer.after(sent, queue.now), () => {
                const isOver = synTimer.givesUp(sent + 1);
                resolve(isOver ? { is: "lost", reason: "connectTimeout" } : again(sent + 1));
            });
        });
    }

    private doorway(service: string): Doorway {
        const known = this.doorways.get(service);
        const { world, stream, address, lets } = this;
        const doorway = known ?? new Doorway(world.cluster, service, stream, { address, lets });
        this.doorways.set(service, doorway);
        return doorway;
    }
}

/** What each service answers to a GET; `/health` all of them that others call. */
const paths: Readonly<Record<string, RegExp>> = {
    catalogue: /^\/(health|catalogue(\/.*)?|tags|metrics)$/,
    user: /^\/(health|customers.*|cards.*|addresses.*|metrics|login)$/,
    carts: /^\/(health|carts.*|metrics)$/,
    orders: /^\/(health|orders.*|metrics)$/,
    payment: /^\/(health|paymentAuth|metrics)$/,
    shipping: /^\/(health|shipping.*|metrics)$/,
};

function statusOf(program: string, { path }: Asked): number {
    const known = Object.hasOwn(callees, program) ? paths[program] : undefined;
    return known?.test(path.split("?")[0] ?? path) === true ? 200 : 404;
}
