import type { RangeClock } from "../../range/clock";

/** A clock whose two times are one, which does not care how it goes; `now` in seconds. */
export function plainClock(now: () => number): RangeClock {
    const same = (time: number): number => time;
    return { speed: 1, wallSeconds: now, nowSeconds: now, toWall: same, toWorld: same };
}
