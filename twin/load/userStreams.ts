import { seedOf } from "../clock/stream";
import { type UserRows, words } from "./userRows";

/** Of a stream's numbers: they have 32 bits. */
const range = 2 ** 32;

/**
 * A random stream of its own for each user: user n has the numbers of `new Stream(seed, "user", n)`.
 * xoroshiro128+ as pure-rand has it, with the state in the user's row.
 */
export class UserStreams {
    constructor(
        private readonly rows: UserRows,
        seed: number,
    ) {
        for (let user = 0; user < rows.users; user++) {
            const first = seedOf(seed, "user", user);
            rows.words.set([-1, ~first, first, 0], user * words.perRow + words.stream);
        }
    }

    /** Uniform from 0 up to but not including 1. */
    next(user: number): number {
        const state = this.rows.words;
        const at = user * words.perRow + words.stream;
        const s01 = state[at] as number;
        const s00 = state[at + 1] as number;
        const s10 = state[at + 3] as number;
        const low = s10 ^ s00;
        const high = (state[at + 2] as number) ^ s01;
        state[at] = (s01 << 24) ^ (s00 >>> 8) ^ high ^ ((high << 16) | (low >>> 16));
        state[at + 1] = (s00 << 24) ^ (s01 >>> 8) ^ low ^ (low << 16);
        state[at + 2] = (low << 5) ^ (high >>> 27);
        state[at + 3] = (high << 5) ^ (low >>> 27);
        return ((s00 + s10) >>> 0) / range;
    }

    between(user: number, low: number, high: number): number {
        return low + (high - low) * this.next(user);
    }

    /** A whole number from 0 up to but not including `count`. */
    below(user: number, count: number): number {
        return Math.floor(this.next(user) * count);
    }
}
