import type { FailureReason } from "../../evidence/evidence";
import { ExchangeRows, nobody } from "./exchangeRows";

/** Who sent a request: told once how it ended. */
export interface Client {
    answered(slot: number, status: number): void;
    lost(slot: number, reason: FailureReason): void;
    /** What was asked for; left out: the front page, as probes do. */
    path?(slot: number): string;
}

/** The slots of one load's users. */
interface Seats {
    readonly first: number;
    readonly end: number;
    readonly client: Client;
    isLeft: boolean;
}

/**
 * The requests that are under way: one slot per user, who waits for one answer at a time, and
 * further slots for probes. Nothing is allocated per request.
 */
export class Exchanges extends ExchangeRows {
    private readonly clients: (Client | undefined)[] = [];
    private readonly freeSlots: number[] = [];
    private used: number;
    private seats: readonly Seats[] = [];
    /** Whose the users are while there is but one load. */
    private population: Client | undefined;

    constructor(
        /** The most users that there may be at a time. */
        private readonly users: number,
    ) {
        super(users + 64);
        this.used = users;
    }

    /**
     * Slots in a row for the users of a load; returns the first of them. Undefined: there is no room
     * beside the other loads.
     */
    seat(users: number, client: Client): number | undefined {
        this.seats = this.seats.filter((one) => !one.isLeft || this.isUnderWay(one));
        const starts = [0, ...this.seats.map(({ end }) => end)];
        const first = starts.find(
            (start) =>
                start + users <= this.users &&
                this.seats.every((one) => one.end <= start || one.first >= start + users),
        );
        if (first !== undefined) {
            this.seats = [...this.seats, { first, end: first + users, client, isLeft: false }];
            this.population = this.seats.length === 1 ? client : undefined;
        }
        return first;
    }

    /** A load is over: its slots are free as soon as nobody works on a request of its users. */
    leave(client: Client): void {
        this.seats.filter((one) => one.client === client).forEach((one) => (one.isLeft = true));
    }

    isUser(slot: number): boolean {
        return slot < this.users;
    }

    client(slot: number): Client | undefined {
        return slot < this.users
            ? (this.population ?? this.seatsOf(slot)?.client)
            : this.clients[slot - this.users];
    }

    private seatsOf(slot: number): Seats | undefined {
        return this.seats.find(({ first, end }) => slot >= first && slot < end);
    }

    private isUnderWay({ first, end }: Seats): boolean {
        for (let slot = first; slot < end; slot++) {
            if (this.place(slot) !== nobody) {
                return true;
            }
        }
        return false;
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
