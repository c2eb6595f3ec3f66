import type { FailureReason } from "../../evidence/evidence";
import type { Stream } from "../clock/stream";
import type { Cluster } from "../cluster";
import type { Doorway } from "../network/doorway";
import { keepAliveSeconds } from "../physics/frontEnd";
import { connectTimeoutSeconds, synRetrySeconds } from "../physics/network";
import { nobody } from "../shop/exchanges";

/** Who has the requests that are sent. */
export interface Senders {
    isWaiting(user: number): boolean;
    failed(user: number, reason: FailureReason): void;
}

/** The users' connections: kept alive between requests, made anew as the kernel does. */
export class Connections {
    /** The event loop to which the user has an open connection; or nobody. */
    private readonly loop: Int32Array;
    private readonly idleSince: Float64Array;
    private readonly attempts: Uint8Array;
    private readonly firstAttemptAt: Float64Array;
    private readonly retry: number;

    constructor(
        users: number,
        private readonly cluster: Cluster,
        private readonly doorway: Doorway,
        private readonly stream: Stream,
        private readonly senders: Senders,
    ) {
        this.loop = new Int32Array(users).fill(nobody);
        this.idleSince = new Float64Array(users);
        this.attempts = new Uint8Array(users);
        this.firstAttemptAt = new Float64Array(users);
        this.retry = cluster.queue.register((user) => {
            this.connect(user);
        });
    }

    /** Sends the user's request on its connection, or on a new one. */
    send(user: number): void {
        const { queue, loops } = this.cluster;
        const loop = loops[this.loop[user] as number];
        const isFresh = queue.now - (this.idleSince[user] as number) < keepAliveSeconds;
        if (loop?.isListening === true && isFresh) {
            loop.send(user);
            return;
        }
        this.loop[user] = nobody;
        this.attempts[user] = 0;
        this.firstAttemptAt[user] = queue.now;
        this.connect(user);
    }

    /** The user's request is answered; the connection stays open. */
    idle(user: number): void {
        this.idleSince[user] = this.cluster.queue.now;
    }

    closed(user: number): void {
        this.loop[user] = nobody;
    }

    /** Sends a SYN, or gives up. */
    private connect(user: number): void {
        if (!this.senders.isWaiting(user)) {
            return;
        }
        const attempt = this.attempts[user] as number;
        if (attempt > synRetrySeconds.length) {
            this.senders.failed(user, "connectTimeout");
            return;
        }
        const outcome = this.doorway.attempt(user);
        if (outcome === "connected") {
            this.loop[user] = this.cluster.exchanges.place[user] as number;
        } else if (outcome === "refused") {
            this.senders.failed(user, "refused");
        } else {
            this.attempts[user] = attempt + 1;
            const { min, max } = connectTimeoutSeconds;
            const after = synRetrySeconds[attempt] ?? this.stream.between(min, max);
            const at = (this.firstAttemptAt[user] as number) + after;
            this.cluster.queue.schedule(at, this.retry, user, 0);
        }
    }
}
