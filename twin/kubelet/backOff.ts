import { backOff } from "../physics/kubelet";

/**
 * CrashLoopBackOff of one container: the first exit is followed by a restart at once, the next ones
 * by one after 10, 20, 40, 80, 160 and then always 300 s from the exit.
 */
export class BackOff {
    private seconds = 0;
    private lastExit = -Infinity;

    /** Seconds from an exit at that time to the restart. */
    next(exitAt: number): number {
        if (exitAt - this.lastExit > backOff.resetAfter) {
            this.seconds = 0;
        }
        this.lastExit = exitAt;
        const delay = this.seconds;
        this.seconds =
            delay === 0 ? backOff.initial : Math.min(backOff.factor * delay, backOff.max);
        return delay;
    }
}
