/** No event loop, no call. */
export const nobody = -1;

/** Bytes of a row: a line of the cache. */
const rowBytes = 64;
const wordsPerRow = rowBytes / 4;
const numbersPerRow = rowBytes / 8;

/**
 * Where a row has its whole numbers, and the one of 32 bits with a fraction; in elements of 4 bytes.
 * A long array begins 16 bytes into a line, so everything lies in a row's first 48.
 */
const wordAt = {
    place: 0,
    generation: 1,
    route: 2,
    turn: 3,
    status: 4,
    call: 5,
    callPod: 6,
    spread: 7,
} as const;

/** Where a row has its numbers of 64 bits; in elements of 8 bytes. */
const numberAt = { takenAt: 4, calledAt: 5 } as const;

/**
 * What is known of each request under way, side by side. A column for each property is spread over
 * as many lines of the cache as there are properties, and at 100,000 users none of them is there any
 * more when the user asks again.
 */
export class ExchangeRows {
    private numbers: Float64Array;
    private words: Int32Array;
    private fractions: Float32Array;

    constructor(slots: number) {
        this.numbers = new Float64Array(slots * numbersPerRow);
        this.words = new Int32Array(this.numbers.buffer);
        this.fractions = new Float32Array(this.numbers.buffer);
        this.clear(0);
    }

    /** Number of the event loop that has the connection with the request; or nobody. */
    place(slot: number): number {
        return this.words[slot * wordsPerRow + wordAt.place] as number;
    }

    /** Where it goes: set by the event loop that gets it. */
    putAt(slot: number, place: number): void {
        this.words[slot * wordsPerRow + wordAt.place] = place;
    }

    /** Raised whenever a request ends, so that events of an earlier one are recognised as stale. */
    generation(slot: number): number {
        return this.words[slot * wordsPerRow + wordAt.generation] as number;
    }

    /** Number of its route. */
    route(slot: number): number {
        return this.words[slot * wordsPerRow + wordAt.route] as number;
    }

    /** Turns of the event loop that are done. */
    turn(slot: number): number {
        return this.words[slot * wordsPerRow + wordAt.turn] as number;
    }

    setTurn(slot: number, turn: number): void {
        this.words[slot * wordsPerRow + wordAt.turn] = turn;
    }

    status(slot: number): number {
        return this.words[slot * wordsPerRow + wordAt.status] as number;
    }

    setStatus(slot: number, status: number): void {
        this.words[slot * wordsPerRow + wordAt.status] = status;
    }

    /** This request's CPU relative to the mean of its route. */
    spread(slot: number): number {
        return this.fractions[slot * wordsPerRow + wordAt.spread] as number;
    }

    /** When the event loop first read from it. */
    takenAt(slot: number): number {
        return this.numbers[slot * numbersPerRow + numberAt.takenAt] as number;
    }

    take(slot: number, at: number): void {
        this.numbers[slot * numbersPerRow + numberAt.takenAt] = at;
    }

    /** The backend call that it waits for; or nobody. */
    call(slot: number): number {
        return this.words[slot * wordsPerRow + wordAt.call] as number;
    }

    /** The pod that answers the call. */
    callPod(slot: number): number {
        return this.words[slot * wordsPerRow + wordAt.callPod] as number;
    }

    calledAt(slot: number): number {
        return this.numbers[slot * numbersPerRow + numberAt.calledAt] as number;
    }

    /** It calls that pod now. */
    beginCall(slot: number, call: number, pod: number, at: number): void {
        this.words[slot * wordsPerRow + wordAt.call] = call;
        this.words[slot * wordsPerRow + wordAt.callPod] = pod;
        this.numbers[slot * numbersPerRow + numberAt.calledAt] = at;
    }

    /** Its call is answered, or nobody waits for it any more. */
    endCall(slot: number): void {
        this.words[slot * wordsPerRow + wordAt.call] = nobody;
    }

    /** Starts a request. */
    begin(slot: number, route: number, status: number, spread: number): void {
        this.words[slot * wordsPerRow + wordAt.route] = route;
        this.fractions[slot * wordsPerRow + wordAt.spread] = spread;
        this.setTurn(slot, 0);
        this.setStatus(slot, status);
        this.endCall(slot);
    }

    /** The request is over: whatever was planned for it is stale. */
    protected expire(slot: number): void {
        const generation = slot * wordsPerRow + wordAt.generation;
        this.words[generation] = (this.words[generation] as number) + 1;
        this.putAt(slot, nobody);
        this.endCall(slot);
    }

    /** Makes room for that slot. */
    protected reach(slot: number): void {
        const { numbers } = this;
        if (slot * numbersPerRow >= numbers.length) {
            this.numbers = new Float64Array(2 * numbers.length);
            this.numbers.set(numbers);
            this.words = new Int32Array(this.numbers.buffer);
            this.fractions = new Float32Array(this.numbers.buffer);
            this.clear(numbers.length / numbersPerRow);
        }
    }

    /** The slots from that on are nobody's. */
    private clear(from: number): void {
        for (let slot = from; slot * wordsPerRow < this.words.length; slot++) {
            this.putAt(slot, nobody);
            this.endCall(slot);
        }
    }
}
