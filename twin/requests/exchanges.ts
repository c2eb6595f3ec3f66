import type { FailureReason } from "../../evidence/evidence";
import { ExchangeRows } from "./exchangeRows";

/** Who sent a request: told once how it ended. */
export interface Client {
    answered(slot: number, status: number): void;
    lost(slot: number, reason: FailureReason): void;
}

/**
 * The requests that are under way: one slot per user, who waits for one answer at a time, and
 * further slots for probes. Nothing is allocated per request.
 */
export class Exchanges extends ExchangeRows {
    private readonly clients: (Client | undefined)[] = [];
    private readonly freeSlots: number[] = [];
    private used: number;

    constructor(
        private readonly users: number,
        private readonly population: Client,
    ) {
        super(users + 64);
        this.used = users;
    }

    isUser(slot: number): boolean {
        return slot < this.users;
    }

    client(slot: number): Client | undefined {
        return slot < this.users ? this.population : this.clients[slot - this.users];
    }

    /** A slot for a request that is not a user's. It is given back by `end`. */
    claim(client: Client): number {
        const slot = this.freeSlots.pop() ?? this.used++;
        this.reach(slot);
        this.clients[slot - this.users] = client;
        return slot;
    }

    /** Its client has lost interest; the event loop does the work all the same. */
    forget(slot: number): void {
        this.clients[slot - this.users] = undefined;
    }

    end(slot: number): void {
        this.expire(slot);
        if (slot >= this.users) {
            this.clients[slot - this.users] = undefined;
            this.freeSlots.push(slot);
        }
    }

    /** The slots of requests on connections of that event loop, in ascending order. */
    slotsAt(place: number): readonly number[] {
        const slots: number[] = [];
        for (let slot = 0; slot < this.used; slot++) {
            if (this.place(slot) === place) {
                slots.push(slot);
            }
        }
        return slots;
    }
}
