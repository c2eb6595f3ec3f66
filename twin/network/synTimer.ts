import { jiffiesPerSecond, synTimeoutSeconds } from "../physics/network";

/** In how many steps of the timer wheel each wait is counted, in seconds: the longer, the coarser. */
const grains = synTimeoutSeconds.map((seconds) => granularity(seconds * jiffiesPerSecond));

/**
 * When the kernel sends a SYN again. Its timer wheel rounds up, by up to an eighth of the wait, to
 * ticks that all timers share: who waits for long comes back with everybody else.
 */
export class SynTimer {
    constructor(
        /** When the wheel's ticks began, in seconds. */
        private readonly phase: number,
    ) {}

    /** When it looks again after the n-th SYN (from 0), sent now. */
    after(sent: number, now: number): number {
        const [wait, grain] = [synTimeoutSeconds[sent] as number, grains[sent] as number];
        return (Math.floor((now + this.phase + wait) / grain) + 1) * grain - this.phase;
    }

    /** Whether it gives up instead of sending one more. */
    givesUp(sent: number): boolean {
        return sent >= synTimeoutSeconds.length;
    }
}

/** Of kernel/time/timer.c: 63 jiffies to the step, and each level eight times as coarse. */
function granularity(jiffies: number): number {
    let grain = 1;
    while (jiffies >= 63 * grain) {
        grain *= 8;
    }
    return grain / jiffiesPerSecond;
}
