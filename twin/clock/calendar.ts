import { EventHeap } from "./eventHeap";
import { type EventPool, none } from "./eventPool";

/** The time to come is divided into slices of 1/16 s; a power of two divides without rounding. */
const slicesPerSecond = 16;

/** Events of the next 16 to 32 s wait in a list for each slice; those after that in one list. */
const sliceCount = 512;

/** The slice at hand is divided again, so that about so many events are in a part of it. */
const eventsPerPart = 16;
const mostParts = 4096;

/**
 * A calendar queue with a ladder of two rungs (Brown 1988; Tang, Goh and Thng 2005): an event waits
 * in the list of its slice, then in that of its part of the slice, and only those of the part at hand
 * are in a heap. So however many events wait, each costs the same, and what is worked on stays in the
 * cache; a heap of all of them grows with the users, and out of it.
 */
export class Calendar {
    /** The events up to and including the part at hand. */
    private readonly heap: EventHeap;
    private slice: number;
    private part: number;
    /** Of the slice at hand; a power of two. */
    private parts = 1;
    /** Up to but not including this slice events wait in lists of their own. */
    private horizon: number;
    private readonly ofSlice = new Int32Array(sliceCount).fill(none);
    private readonly ofPart = new Int32Array(mostParts).fill(none);
    private later = none;
    private removed = 0;

    constructor(
        private readonly pool: EventPool,
        start: number,
    ) {
        this.heap = new EventHeap(pool);
        this.slice = Math.floor(start * slicesPerSecond);
        this.part = this.slice;
        this.horizon = this.slice + sliceCount;
    }

    put(entry: number, time: number): void {
        const slice = Math.floor(time * slicesPerSecond);
        if (slice > this.slice) {
            this.putInSlice(entry, slice);
            return;
        }
        const part = Math.floor(time * (slicesPerSecond * this.parts));
        if (part > this.part) {
            const at = part & (mostParts - 1);
            this.pool.link(entry, this.ofPart[at] as number);
            this.ofPart[at] = entry;
        } else {
            this.heap.push(time, entry);
        }
    }

    /** Time of the first event; Infinity when there is none up to that time. */
    firstTime(until: number): number {
        return this.heap.size > 0 || this.reach(until) ? this.heap.firstTime : Infinity;
    }

    /** Takes the first event out; only right after its time has been asked for. */
    shift(): number {
        this.removed++;
        return this.heap.shift();
    }

    private putInSlice(entry: number, slice: number): void {
        if (slice < this.horizon) {
            const at = slice & (sliceCount - 1);
            this.pool.link(entry, this.ofSlice[at] as number);
            this.ofSlice[at] = entry;
        } else {
            this.pool.link(entry, this.later);
            this.later = entry;
        }
    }

    /** Goes on until there is something in the heap, or that time has come. */
    private reach(until: number): boolean {
        const last = Math.floor(until * slicesPerSecond);
        while (this.heap.size === 0) {
            if (this.part + 1 < (this.slice + 1) * this.parts) {
                this.part++;
                this.putAll(this.ofPart, this.part & (mostParts - 1));
            } else if (this.slice < last) {
                this.nextSlice();
            } else {
                return false;
            }
        }
        return true;
    }

    private nextSlice(): void {
        const wanted = this.removed / eventsPerPart;
        this.removed = 0;
        this.parts = wanted < 2 ? 1 : Math.min(mostParts, 2 ** Math.floor(Math.log2(wanted)));
        this.slice++;
        this.part = this.slice * this.parts;
        if (this.slice + sliceCount / 2 > this.horizon) {
            this.horizon = this.slice + sliceCount;
            const { later } = this;
            this.later = none;
            this.putList(later);
        }
        this.putAll(this.ofSlice, this.slice & (sliceCount - 1));
    }

    private putAll(lists: Int32Array, at: number): void {
        const first = lists[at] as number;
        lists[at] = none;
        this.putList(first);
    }

    private putList(first: number): void {
        for (let entry = first; entry !== none;) {
            const next = this.pool.next(entry);
            this.put(entry, this.pool.time(entry));
            entry = next;
        }
    }
}
