import { EventHeap } from "./eventHeap";
import type { EventSource, Sequence } from "./source";

/**
 * One alarm for each subject, which must have rung before it is set again. They are as many as there
 * are subjects and not as there are events, so a heap of them stays small and in the cache.
 */
export class Alarms implements EventSource {
    readonly generation = 0;
    private readonly heap = new EventHeap(this);
    /** By subject. */
    private sequences = new Float64Array(64);

    constructor(
        readonly kind: number,
        private readonly counter: Sequence,
        /** Shows the time of the first alarm, at `at`; Infinity when none is set. */
        private readonly firstTimes: Float64Array,
        private readonly at: number,
    ) {}

    set(subject: number, time: number): void {
        if (subject >= this.sequences.length) {
            this.reach(subject);
        }
        this.sequences[subject] = this.counter.next();
        this.heap.push(time, subject);
        this.firstTimes[this.at] = this.heap.firstTime;
    }

    sequence(subject: number): number {
        return this.sequences[subject] as number;
    }

    get firstSequence(): number {
        return this.sequence(this.heap.firstEntry);
    }

    shift(): number {
        const subject = this.heap.shift();
        this.firstTimes[this.at] = this.heap.size > 0 ? this.heap.firstTime : Infinity;
        return subject;
    }

    private reach(subject: number): void {
        const { sequences } = this;
        this.sequences = new Float64Array(2 ** Math.ceil(Math.log2(subject + 1)));
        this.sequences.set(sequences);
    }
}
