/** When an exam is over: with its cap, or before, once nothing that counts can come any more. */
import { orderNames } from "../../verdict/orders";
import type { ExamEnd } from "../record/record";
import type { Recorder } from "../recorder/recorder";
import { loadOf } from "../truth/truth";
import { afterwardsSeconds, settledSeconds } from "./schedule";
import { wellFor } from "./wellFor";

/** How often it is looked whether the shop is well, in seconds of the world: it takes milliseconds. */
const lookSeconds = 5;

export interface SittingOptions {
    readonly recorder: Recorder;
    readonly injected: Readonly<Record<string, string>>;
}

/** Times are the world's. */
export class Sitting {
    /** Why whoever sits the exam has ended; undefined: not yet. */
    end: ExamEnd | undefined;
    private overAt = Infinity;
    private lookedAt = 0;
    private readonly recorder: Recorder;
    private readonly orders: ReadonlySet<string>;

    constructor({ recorder, injected }: SittingOptions) {
        this.recorder = recorder;
        this.orders = orderNames(loadOf({ injected }).load);
    }

    over(end: ExamEnd): void {
        if (this.end === undefined) {
            this.end = end;
            this.overAt = this.recorder.now;
        }
    }

    /** Users must have been there for a while, so that what they suffer is known. */
    isOver(injectedAt: number, capAt: number): boolean {
        const { recorder, overAt } = this;
        const { now, loadStartedAt = Infinity } = recorder;
        if (now >= capAt || now < Math.max(overAt, loadStartedAt)) {
            return now >= capAt;
        }
        if (!recorder.hasWrites) {
            return now >= loadStartedAt + settledSeconds;
        }
        const from = Math.max(overAt, loadStartedAt);
        return now >= from + afterwardsSeconds || this.isWell(injectedAt);
    }

    private isWell(injectedAt: number): boolean {
        const { recorder } = this;
        if (recorder.now < this.lookedAt + lookSeconds) {
            return false;
        }
        this.lookedAt = recorder.now;
        const { soFar, until } = recorder.soFar(injectedAt);
        return wellFor(soFar, until, this.orders) >= settledSeconds;
    }
}
