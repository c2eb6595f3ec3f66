/** The time that everything in the range goes by, and that its clients see. */

export interface RangeClock {
    /** Seconds since the epoch, with fractions. */
    nowSeconds(): number;
    /** Seconds of the range in one second of the wall. */
    readonly speed: number;
}

/** The wall's own time; a test hands in another `now`, in milliseconds since the epoch. */
export function wallClock(now: () => number = Date.now): RangeClock {
    return { nowSeconds: () => now() / 1000, speed: 1 };
}
