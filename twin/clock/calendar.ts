import { EventHeap } from "./eventHeap";
import { EventRows, none } from "./eventRows";
import type { EventSource } from "./source";

/** The time to come is divided into slices; a power of two divides without rounding. */
const slicesPerSecond = 256;

/** Events of the next 4 to 8 s wait in a list for each slice; those after that in one list. */
const sliceCount = 2048;

/**
 * A calendar queue (Brown 1988): an event waits in the list of its slice, and only those of the
 * slice at hand are in a heap. So however many events wait, each costs the same, and what is worked
 * on stays in the cache; a heap of all of them grows with the users, and out of it.
 */
export class Calendar implements EventSource {
    kind = 0;
    generation = 0;
    private readonly rows = new EventRows();
    /** The events up to and including the slice at hand. */
    private readonly heap = new EventHeap(this.rows);
    private slice: number;
    /** Up to but not including this slice events wait in lists of their own. */
    private horizon: number;
    private readonly ofSlice = new Int32Array(sliceCount).fill(none);
    /** Where the heap's events are; all of them can go when it is empty. */
    private atHand = none;
    private later = none;

    constructor(
        start: number,
        /** Shows the time of the first event, at `at`, as far as it has been looked for. */
        private readonly firstTimes: Float64Array,
        private readonly at: number,
        /** Told of the events of a slice with many, before the first of them happens. */
        private readonly foresee: (kind: number, subject: number) => void,
    ) {
        this.slice = Math.floor(start * slicesPerSecond);
        this.horizon = this.slice + sliceCount;
    }

    put(time: number, sequence: number, kind: number, subject: number, generation: number): void {
        const { rows } = this;
        const slice = Math.floor(time * slicesPerSecond);
        if (slice <= this.slice) {
            this.atHand = rows.withRoom(this.atHand);
            this.heap.push(time, rows.add(this.atHand, time, sequence, kind, subject, generation));
            this.show();
        } else if (slice < this.horizon) {
            const at = slice & (sliceCount - 1);
            const block = rows.withRoom(this.ofSlice[at] as number);
            this.ofSlice[at] = block;
            rows.add(block, time, sequence, kind, subject, generation);
        } else {
            this.later = rows.withRoom(this.later);
            rows.add(this.later, time, sequence, kind, subject, generation);
        }
    }

    get firstSequence(): number {
        return this.rows.sequence(this.heap.firstEntry);
    }

    shift(): number {
        const { rows } = this;
        const row = this.heap.shift();
        this.show();
        this.kind = rows.kind(row);
        this.generation = rows.generation(row);
        return rows.subject(row);
    }

    /** Looks for the first event, up to that time. */
    look(until: number): void {
        if (this.heap.size > 0) {
            return;
        }
        const last = Math.floor(until * slicesPerSecond);
        while (this.heap.size === 0 && this.slice < last) {
            this.nextSlice();
        }
        this.show();
    }

    private show(): void {
        this.firstTimes[this.at] = this.heap.size > 0 ? this.heap.firstTime : Infinity;
    }

    private nextSlice(): void {
        const { rows, ofSlice } = this;
        rows.release(this.atHand);
        this.atHand = none;
        this.slice++;
        if (this.slice + sliceCount / 2 > this.horizon) {
            this.horizon = this.slice + sliceCount;
            this.divideLater();
        }
        const at = this.slice & (sliceCount - 1);
        const list = ofSlice[at] as number;
        if (list === none) {
            return;
        }
        ofSlice[at] = none;
        const isCrowded = rows.behind(list) !== none;
        for (let block = list; block !== none; block = rows.behind(block)) {
            const end = rows.endRow(block);
            for (let row = rows.firstRow(block); row < end; row++) {
                this.heap.push(rows.time(row), row);
                if (isCrowded) {
                    this.foresee(rows.kind(row), rows.subject(row));
                }
            }
        }
        this.atHand = list;
    }

    /** Puts what is no longer far away where it belongs now. */
    private divideLater(): void {
        const { rows, later } = this;
        this.later = none;
        for (let block = later; block !== none; block = rows.behind(block)) {
            const end = rows.endRow(block);
            for (let row = rows.firstRow(block); row < end; row++) {
                const [kind, subject] = [rows.kind(row), rows.subject(row)];
                this.put(rows.time(row), rows.sequence(row), kind, subject, rows.generation(row));
            }
        }
        rows.release(later);
    }
}
