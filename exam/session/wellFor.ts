/** Whether what an exam goes on for has come: users are served, and everything is in its place. */
import type { SoFar } from "../recorder/recorder";
import { changes } from "../score/deeds";
import { wholeSince } from "../score/wholeSince";
import { Traffic } from "../truth/traffic";

/**
 * For how many seconds all has been well by itself, up to that moment; 0: it is not.
 * @param orders tasks that place orders
 */
export function wellFor(soFar: SoFar, until: number, orders: ReadonlySet<string>): number {
    const served = new Traffic(soFar.requests, until, orders).wellSince;
    const whole = wholeSince(soFar);
    if (served === undefined || typeof whole === "string") {
        return 0;
    }
    const lastChange = Math.max(...changes(soFar).map(({ at }) => at));
    return Math.max(0, until - Math.max(served, whole, lastChange));
}
