import type { FailureReason } from "../../evidence/evidence";
import type { Cluster } from "../cluster";
import { keepAliveSeconds } from "../physics/frontEnd";
import { noRouteSeconds } from "../physics/network";
import { nobody } from "../requests/exchangeRows";
import type { Doorway } from "./doorway";
import { bytes, numbers, type UserRows, words } from "./userRows";

/** Who has the requests that are sent. */
export interface Senders {
    isWaiting(user: number, visit: number): boolean;
    /** Another number when another user has taken that place. */
    visit(user: number): number;
    failed(user: number, reason: FailureReason): void;
}

/** The users' connections: kept alive between requests, made anew as the kernel does. */
export class Connections {
    private readonly retry: number;
    private readonly unreachable: number;

    constructor(
        private readonly rows: UserRows,
        private readonly cluster: Cluster,
        private readonly doorway: Doorway,
        private readonly senders: Senders,
        /** Number of the first user's exchange. */
        private readonly first: number,
    ) {
        for (let user = 0; user < rows.users; user++) {
            this.closed(user);
        }
        this.retry = cluster.queue.register((user, visit) => {
            this.connect(user, visit);
        });
        this.unreachable = cluster.queue.register((user, visit) => {
            if (this.senders.isWaiting(user, visit)) {
                this.senders.failed(user, "noRoute");
            }
        });
    }

    /** Sends the user's request on its connection, or on a new one. */
    send(user: number): void {
        const { queue, loops } = this.cluster;
        const row = user * numbers.perRow;
        const at = this.rows.words[user * words.perRow + words.loop] as number;
        // An array asked for what it cannot have looks for a property of that name: that is slow.
        const loop = at === nobody ? undefined : loops[at];
        const idleSince = this.rows.numbers[row + numbers.idleSince] as number;
        const isFresh = queue.now - idleSince < keepAliveSeconds;
        if (loop?.isListening === true && isFresh) {
            loop.send(this.first + user);
            return;
        }
        this.closed(user);
        this.rows.bytes[user * bytes.perRow + bytes.attempts] = 0;
        this.rows.words[user * words.perRow + words.pinned] = nobody;
        this.connect(user, this.senders.visit(user));
    }

    /** The user's request is answered; the connection stays open. */
    idle(user: number): void {
        this.rows.numbers[user * numbers.perRow + numbers.idleSince] = this.cluster.queue.now;
    }

    closed(user: number): void {
        this.join(user, nobody);
    }

    /** The event loop to which the user has an open connection from now on; or nobody. */
    private join(user: number, loop: number): void {
        this.rows.words[user * words.perRow + words.loop] = loop;
    }

    /** Sends a SYN, or gives up. */
    private connect(user: number, visit: number): void {
        if (!this.senders.isWaiting(user, visit)) {
            return;
        }
        const { queue, synTimer } = this.cluster;
        const attempts = user * bytes.perRow + bytes.attempts;
        const attempt = this.rows.bytes[attempts] as number;
        if (synTimer.givesUp(attempt)) {
            this.senders.failed(user, "connectTimeout");
            return;
        }
        const pinned = this.rows.words[user * words.perRow + words.pinned] as number;
        const { doorway } = this;
        const slot = this.first + user;
        const outcome =
            pinned === nobody ? doorway.attempt(slot) : doorway.attemptAgain(slot, pinned);
        if (outcome === "connected") {
            this.join(user, this.cluster.exchanges.place(slot));
        } else if (outcome === "refused") {
            this.senders.failed(user, "refused");
        } else if (outcome === "noRoute") {
            queue.schedule(queue.now + noRouteSeconds, this.unreachable, user, visit);
        } else {
            if (outcome === "overflown" && pinned === nobody) {
                this.rows.words[user * words.perRow + words.pinned] = doorway.lastPod;
            }
            this.rows.bytes[attempts] = attempt + 1;
            queue.schedule(synTimer.after(attempt, queue.now), this.retry, user, visit);
        }
    }
}
