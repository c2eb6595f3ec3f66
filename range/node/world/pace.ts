/** Has the worlds keep up with the clock. */
import { setImmediate as breathe, setTimeout as sleep } from "node:timers/promises";

import type { PlayedClock } from "../../clock";
import { SpeedWatch } from "./speedWatch";

/** How often it looks at the clock, in ms. */
const stepMilliseconds = 50;

/** And how often while somebody waits. */
const hurryMilliseconds = 3;

/** What is made up for in one go, in seconds: in between, others get a turn. */
const sliceSeconds = 0.1;

/**
 * Who is further behind than that does not make up for it: a world that hurries on for long would see
 * nothing of what the cluster makes of it. Seconds of the world.
 */
const mostBehindSeconds = 5;

/** Whatever goes by the clock. */
export interface Paced {
    /** The world's, in seconds since the epoch. */
    readonly time: number;
    advance(time: number): void;
    /** Whether it had better not go on yet: somebody else is to see what has happened. */
    readonly isWaiting: boolean;
    /** Everything up to its time has happened. */
    arrived(): void;
}

export class Pace {
    /** How far behind the clock it has been at worst since it was asked last, in the world's seconds. */
    private worstLag = 0;
    private readonly watch: SpeedWatch;
    private timer: NodeJS.Timeout | undefined;
    private isRunning = false;
    /** How many wait. */
    private hasty = 0;
    private isHurrying = false;

    constructor(
        private readonly clock: PlayedClock,
        private readonly paced: () => readonly Paced[],
        report: (line: string) => void,
    ) {
        this.watch = new SpeedWatch(clock.speed, report);
    }

    start(): void {
        this.timer = setInterval(() => {
            if (!this.isRunning) {
                void this.keepUp();
            }
        }, stepMilliseconds);
    }

    stop(): void {
        clearInterval(this.timer);
    }

    /** Keeps closer to the clock while somebody waits for something that happens in a world. */
    async hasten<T>(waiting: Promise<T>): Promise<T> {
        this.hasty++;
        this.hurry();
        try {
            return await waiting;
        } finally {
            this.hasty--;
        }
    }

    /** Now is now, as far as that can be had at once. */
    catchUp(): void {
        if (!this.isRunning) {
            this.step();
        }
    }

    takeWorstLag(): number {
        const { worstLag } = this;
        this.worstLag = 0;
        return worstLag;
    }

    private hurry(): void {
        if (this.isHurrying) {
            return;
        }
        this.isHurrying = true;
        setTimeout(() => {
            this.isHurrying = false;
            if (this.hasty > 0) {
                this.catchUp();
                this.hurry();
            }
        }, hurryMilliseconds);
    }

    private async keepUp(): Promise<void> {
        this.isRunning = true;
        try {
            for (let behind = Infinity; behind > sliceSeconds;) {
                behind = this.step();
                // In between too: who is behind must not keep it to himself.
                this.paced().forEach((one) => {
                    one.arrived();
                });
                if (behind > mostBehindSeconds) {
                    this.leaveOut(behind);
                }
                if (behind > sliceSeconds) {
                    await (this.paced().some(({ isWaiting }) => isWaiting)
                        ? sleep(hurryMilliseconds)
                        : breathe());
                }
            }
            this.watch.look(this.clock.wallSeconds());
        } finally {
            this.isRunning = false;
        }
    }

    /** One slice for everybody; how far the last of them was behind before that. */
    private step(): number {
        let most = 0;
        for (const one of this.paced()) {
            const behind = this.clock.nowSeconds() - one.time;
            most = Math.max(most, behind);
            if (!one.isWaiting) {
                one.advance(one.time + Math.min(behind, sliceSeconds));
            }
        }
        this.worstLag = Math.max(
            this.worstLag,
            most - (stepMilliseconds / 1000) * this.clock.speed,
        );
        return most;
    }

    /** What could not be played in time is left out, of all clocks alike. */
    private leaveOut(behind: number): void {
        this.clock.holdAt(Math.min(...this.paced().map(({ time }) => time)));
        this.watch.leftOut(behind);
    }
}
