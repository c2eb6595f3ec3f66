import type { FailureReason } from "../../evidence/evidence";

/** Who sent a request: told once how it ended. */
export interface Client {
    answered(slot: number, status: number): void;
    lost(slot: number, reason: FailureReason): void;
}

/** Nobody: no event loop, no call. */
export const nobody = -1;

/**
 * The requests that are under way, as columns: one slot per user, who waits for one answer at a
 * time, and further slots for probes. Nothing is allocated per request.
 */
export class Exchanges {
    /** Number of the event loop that has the connection with the request; or nobody. */
    place: Int32Array;
    /** Raised whenever a request ends, so that events of an earlier one are recognised as stale. */
    generation: Int32Array;
    route: Uint8Array;
    /** Turns of the event loop that are done. */
    turn: Uint8Array;
    status: Int16Array;
    /** This request's CPU relative to the mean of its route. */
    spread: Float32Array;
    /** When the event loop first read from it. */
    takenAt: Float64Array;
    /** The backend call that it waits for, the pod that answers it, and when it was sent. */
    call: Int16Array;
    callPod: Int32Array;
    calledAt: Float64Array;
    private readonly clients: (Client | undefined)[];
    private readonly freeSlots: number[] = [];
    private used: number;

    constructor(
        private readonly users: number,
        private readonly population: Client,
    ) {
        const capacity = users + 64;
        this.place = new Int32Array(capacity).fill(nobody);
        this.generation = new Int32Array(capacity);
        this.route = new Uint8Array(capacity);
        this.turn = new Uint8Array(capacity);
        this.status = new Int16Array(capacity);
        this.spread = new Float32Array(capacity);
        this.takenAt = new Float64Array(capacity);
        this.call = new Int16Array(capacity).fill(nobody);
        this.callPod = new Int32Array(capacity);
        this.calledAt = new Float64Array(capacity);
        this.clients = [];
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
        if (slot >= this.place.length) {
            this.grow();
        }
        this.clients[slot - this.users] = client;
        return slot;
    }

    /** Its client has lost interest; the event loop does the work all the same. */
    forget(slot: number): void {
        this.clients[slot - this.users] = undefined;
    }

    /** Starts a request; where it goes is set by the event loop that gets it. */
    begin(slot: number, route: number, status: number, spread: number): void {
        this.route[slot] = route;
        this.turn[slot] = 0;
        this.status[slot] = status;
        this.spread[slot] = spread;
        this.call[slot] = nobody;
    }

    end(slot: number): void {
        this.generation[slot] = (this.generation[slot] as number) + 1;
        this.place[slot] = nobody;
        this.call[slot] = nobody;
        if (slot >= this.users) {
            this.clients[slot - this.users] = undefined;
            this.freeSlots.push(slot);
        }
    }

    /** The slots of requests on connections of that event loop, in ascending order. */
    slotsAt(place: number): readonly number[] {
        const slots: number[] = [];
        for (let slot = 0; slot < this.used; slot++) {
            if (this.place[slot] === place) {
                slots.push(slot);
            }
        }
        return slots;
    }

    private grow(): void {
        const length = 2 * this.place.length;
        this.place = grown(new Int32Array(length).fill(nobody), this.place);
        this.generation = grown(new Int32Array(length), this.generation);
        this.route = grown(new Uint8Array(length), this.route);
        this.turn = grown(new Uint8Array(length), this.turn);
        this.status = grown(new Int16Array(length), this.status);
        this.spread = grown(new Float32Array(length), this.spread);
        this.takenAt = grown(new Float64Array(length), this.takenAt);
        this.call = grown(new Int16Array(length).fill(nobody), this.call);
        this.callPod = grown(new Int32Array(length), this.callPod);
        this.calledAt = grown(new Float64Array(length), this.calledAt);
    }
}

interface Column {
    set(from: ArrayLike<number>): void;
}

function grown<T extends Column & ArrayLike<number>>(to: T, from: T): T {
    to.set(from);
    return to;
}
