import { backOff } from "../physics/kubelet";
import type { KubeletRules } from "./rules";

/** Who ended a container: the kubelet (a failed liveness probe), or itself (or the kernel). */
export type Exit = "killed" | "byItself";

/**
 * CrashLoopBackOff of one container: client-go's flowcontrol.Backoff as doBackOff in the kubelet's
 * kuberuntime_manager.go uses it. Each restart after an exit that the kubelet knows of doubles how
 * long the next one is held back, counted from the exit that it is compared with.
 *
 * A container that ends by itself is seen ended by the next sync, and compared with that exit: 0,
 * 10, 20, 40 … s. One that the kubelet kills is started again in the same pass, which still looks at
 * the pod's status from before the kill: it is compared with the exit before, if there was one.
 * Only when that holds it back does the next sync look at the exit that the kill has made.
 */
export class BackOff {
    private seconds = 0;
    private updatedAt = -Infinity;
    private lastExit: number | undefined;

    constructor(
        private readonly rules: KubeletRules,
        /** When the container ended before; undefined: never. */
        earlierExit?: number,
    ) {
        this.lastExit = earlierExit;
    }

    /** How long a restart is held back, counted from the exit that it is compared with. */
    get waitSeconds(): number {
        return this.seconds;
    }

    /** The container has ended; whether it is started again at once, in the pass that killed it. */
    ended(now: number, exit: Exit): boolean {
        const before = this.lastExit;
        this.lastExit = now;
        if (exit === "byItself" || !this.rules.comparesKillsWithExitBefore) {
            return false;
        }
        if (before === undefined) {
            // Nothing to compare with, and nothing to remember.
            return true;
        }
        return this.allows(now, before);
    }

    /** A sync that sees it ended; when a restart is allowed: at once if not after `now`. */
    sync(now: number): number {
        const exit = this.lastExit ?? now;
        return this.allows(now, exit) ? now : exit + this.seconds;
    }

    /** Whether a restart is not held back; then the next one will be held back longer. */
    private allows(now: number, exit: number): boolean {
        // The kubelet's housekeeping forgets what has not changed for so long.
        const isForgotten = now - this.updatedAt > backOff.resetAfter;
        if (!isForgotten && now - exit < this.seconds) {
            return false;
        }
        this.seconds = isForgotten
            ? backOff.initial
            : Math.min(backOff.factor * this.seconds, backOff.max);
        this.updatedAt = now;
        return true;
    }
}
