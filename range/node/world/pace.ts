/** Has the worlds keep up with the clock. */
import { setImmediate as breathe } from "node:timers/promises";

import type { RangeClock } from "../../clock";

/** How often it looks at the clock, in ms. */
const stepMilliseconds = 50;

/** And how often while somebody waits. */
const hurryMilliseconds = 3;

/** What is made up for in one go, in seconds: in between, others get a turn. */
const sliceSeconds = 0.1;

/** Who was away for longer does not make up for it: the machine slept. Seconds. */
const absenceSeconds = 60;

/** Whatever goes by the clock. */
export interface Paced {
    /** Seconds since the epoch. */
    readonly time: number;
    advance(time: number): void;
    /** So much of the clock's time has gone without anything happening, in seconds. */
    skip(seconds: number): void;
    /** Everything up to now has happened. */
    arrived(): void;
}

export class Pace {
    /** How far behind the clock it has been at worst since it was asked last, in seconds. */
    private worstLag = 0;
    private timer: NodeJS.Timeout | undefined;
    private isRunning = false;
    /** How many wait. */
    private hasty = 0;

    constructor(
        private readonly clock: RangeClock,
        private readonly paced: () => readonly Paced[],
        /** Told of an absence, in seconds. */
        private readonly wasAway: (seconds: number) => void,
    ) {}

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
        setTimeout(() => {
            if (this.hasty > 0) {
                this.catchUp();
                this.hurry();
            }
        }, hurryMilliseconds);
    }

    private async keepUp(): Promise<void> {
        this.isRunning = true;
        try {
            this.leaveOut();
            for (let behind = Infinity; behind > sliceSeconds;) {
                behind = this.step();
                if (behind > sliceSeconds) {
                    await breathe();
                }
            }
            this.paced().forEach((one) => {
                one.arrived();
            });
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
            one.advance(one.time + Math.min(behind, sliceSeconds));
        }
        this.worstLag = Math.max(this.worstLag, most - stepMilliseconds / 1000);
        return most;
    }

    private leaveOut(): void {
        const absences = this.paced().map((one) => {
            const behind = this.clock.nowSeconds() - one.time;
            if (behind > absenceSeconds) {
                one.skip(behind);
            }
            return behind;
        });
        const longest = Math.max(0, ...absences);
        if (longest > absenceSeconds) {
            this.wasAway(longest);
        }
    }
}
