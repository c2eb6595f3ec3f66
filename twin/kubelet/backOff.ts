import { backOff } from "../physics/kubelet";

/**
 * CrashLoopBackOff of one container: the first exit is followed by a restart at once, the next ones
 * by one after 10, 20, 40, 80, 160 and then always 300 s from the exit. Whoever has run for long
 * enough begins anew.
 */
export class BackOff {
    private seconds = 0;
    private lastStart = -Infinity;

    /** Seconds from an exit at that time to the restart. */
    next(exitAt: number): number {
        if (exitAt - this.lastStart > backOff.resetAfter) {
            this.seconds = 0;
        }
        const delay = this.seconds;
        this.lastStart = exitAt + delay;
        this.seconds =
            delay === 0 ? backOff.initial : Math.min(backOff.factor * delay, backOff.max);
        return delay;
    }
}
