import type { EventQueue } from "../clock/eventQueue";
import type { Dialler } from "../network/dialler";
import { connectionCpuSeconds, queryCpuSeconds } from "../physics/database";
import type { Backend } from "../pod/backend";
import type { Ends } from "../pod/ends";
import type { Pod } from "../pod/pod";
import { DatabaseClient } from "./databaseClient";
import type { Call } from "./routes";
import type { Asked, Served } from "./served";

/** What catalogue makes of a database that it cannot reach, as its sources at 0.3.5 have it. */
const failures = {
    "/catalogue": { status: 500, error: "database connection error" },
    // Whatever goes wrong with one sock, it is "not found".
    "/catalogue/*": { status: 404, error: "not found" },
} as const;

/** A call that waits for a database. */
interface Asking {
    readonly pod: Pod;
    readonly backend: Backend;
    /** False once nobody waits for the answer any more. */
    isWanted: boolean;
}

/**
 * Answers of a service that asks its database with each of them, where that takes long or fails.
 * The service has no time limit of its own: it waits as long as the database does. Queries are worked
 * off one after the other; how the kernel shares a starved server's CPU among its threads is not
 * known.
 */
export class StoredAnswers {
    /** One for each process. */
    private readonly clients = new WeakMap<Backend, DatabaseClient>();

    constructor(
        private readonly queue: EventQueue,
        private readonly dialler: Dialler,
        private readonly ends: Ends,
        private readonly hostSpeed: number,
        private readonly served: Served,
    ) {}

    /**
     * Whether the database has a whole core and answers, or there is none to ask: then what it takes
     * is part of what the service waits for anyway.
     */
    isAtEase(pod: Pod, backend: Backend): boolean {
        const { database } = backend;
        if (database === undefined) {
            return true;
        }
        const store = this.dialler.pick(pod, database);
        const cores = store?.backend && store.main.quota?.mostCores;
        return cores === 1 && (this.clients.get(backend)?.isAtEase ?? true);
    }

    /** Has a pod answer a call; whether an answer came before its process ended. */
    answer(pod: Pod, backend: Backend, call: Call, done: (isAnswered: boolean) => void): void {
        const { queue } = this;
        const started = queue.now;
        const breaker = this.clientOf(backend).breaker(call.route);
        const asking = this.begin(pod, backend, done);
        const end = (status: number, error?: string): void => {
            this.served(pod, call, status, started, queue.now, error);
            asking.end(true);
        };
        queue.at(backend.finish(started, backend.takeCall()), () => {
            if (!asking.isWanted) {
                return;
            }
            const refusal = breaker.refusal(queue.now);
            if (refusal !== undefined) {
                end(500, refusal);
                return;
            }
            this.connected(asking, queryCpuSeconds, (isAnswered) => {
                breaker.ended(isAnswered, queue.now);
                const { status, error } = failures[call.route as keyof typeof failures];
                end(isAnswered ? 200 : status, isAnswered ? undefined : error);
            });
        });
    }

    /**
     * Asks a pod for its health. It says 200 whatever its database does, but looks for a connection
     * first: a free one will do, unasked (Go 1.7), and where there is none it makes one.
     */
    health(pod: Pod, backend: Backend, asked: Asked, done: () => void): void {
        const { queue } = this;
        const started = queue.now;
        const asking = this.begin(pod, backend, (isAnswered) => {
            if (isAnswered) {
                this.served(pod, asked, 200, started, queue.now);
                done();
            }
        });
        queue.at(backend.finish(started, backend.takeCall()), () => {
            if (this.clientOf(backend).hasFree) {
                asking.end(true);
            } else if (asking.isWanted) {
                this.connected(asking, 0, () => {
                    asking.end(true);
                });
            }
        });
    }

    private begin(
        pod: Pod,
        backend: Backend,
        done: (isAnswered: boolean) => void,
    ): Asking & { readonly end: (isAnswered: boolean) => void } {
        const unwatch = this.ends.watch(pod.main, () => {
            asking.end(false);
        });
        const asking = {
            pod,
            backend,
            isWanted: true,
            end: (isAnswered: boolean): void => {
                if (asking.isWanted) {
                    asking.isWanted = false;
                    unwatch();
                    done(isAnswered);
                }
            },
        };
        return asking;
    }

    private clientOf(backend: Backend): DatabaseClient {
        const known = this.clients.get(backend) ?? new DatabaseClient();
        this.clients.set(backend, known);
        return known;
    }

    /**
     * Over a connection, a free one or a new one, spends so much of the database's CPU beside what a
     * new one takes. False: no connection came about. One that breaks is replaced, unseen.
     */
    private connected(asking: Asking, cpuSeconds: number, done: (isDone: boolean) => void): void {
        const { queue, ends } = this;
        const client = this.clientOf(asking.backend);
        this.dialler.dial(asking.pod, asking.backend.database ?? "", (outcome) => {
            if (!asking.isWanted) {
                return;
            }
            const store = typeof outcome === "string" ? undefined : outcome;
            const database = store?.backend;
            if (store === undefined || database === undefined) {
                done(false);
                return;
            }
            let isBroken = false;
            const unwatch = ends.watch(store.main, () => {
                isBroken = true;
                client.lose();
                if (asking.isWanted) {
                    this.connected(asking, cpuSeconds, done);
                }
            });
            const work = cpuSeconds + (client.take() ? 0 : connectionCpuSeconds);
            queue.at(database.finish(queue.now, work * this.hostSpeed), () => {
                unwatch();
                if (!isBroken) {
                    client.release();
                }
                if (!isBroken && asking.isWanted) {
                    done(true);
                }
            });
        });
    }
}
