/** Bytes per user: a line of the cache. */
const rowBytes = 64;

/*
 * Where a row has what, counted in elements of its size. Arrays of this length begin 16 bytes into
 * a line, so what most requests need lies in the first 48 bytes.
 */
export const words = { perRow: rowBytes / 4, stream: 0, loop: 8, pinned: 12 } as const;
export const numbers = { perRow: rowBytes / 8, startedAt: 2, idleSince: 3 } as const;
export const halves = { perRow: rowBytes / 2, sock: 18, basketSock: 19, tried: 23 } as const;
export const bytes = {
    perRow: rowBytes,
    request: 40,
    state: 41,
    attempts: 42,
    setupAt: 43,
    basketIsFull: 44,
    visit: 45,
} as const;

/**
 * What is known of each user, side by side. A column for each property is spread over as many lines
 * of the cache as there are properties, and at 100,000 users none of them is there any more when
 * the user acts again.
 */
export class UserRows {
    readonly words: Int32Array;
    readonly numbers: Float64Array;
    readonly halves: Uint16Array;
    readonly bytes: Uint8Array;

    constructor(readonly users: number) {
        this.numbers = new Float64Array(users * numbers.perRow);
        this.words = new Int32Array(this.numbers.buffer);
        this.halves = new Uint16Array(this.numbers.buffer);
        this.bytes = new Uint8Array(this.numbers.buffer);
    }
}
