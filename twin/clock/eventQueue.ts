/** What happens at an event; both numbers are the scheduler's own. */
export type Handler = (subject: number, generation: number) => void;

/**
 * The simulation's clock: events in the order of their times, and those of one time in the order in
 * which they were scheduled, so that a run is the same every time. A binary heap over typed arrays:
 * nothing is allocated per event, which is most of the difference to a heap of objects.
 */
export class EventQueue {
    /** Seconds since the start of the incident. */
    now: number;
    private end = 0;
    private size = 0;
    private sequence = 0;
    private times = new Float64Array(1024);
    private sequences = new Float64Array(1024);
    /** Which entry of the three arrays below an event of the heap is. */
    private entries = new Int32Array(1024).map((_, index) => index);
    private kinds = new Int32Array(1024);
    private subjects = new Int32Array(1024);
    private generations = new Int32Array(1024);
    private readonly handlers: Handler[] = [];
    private readonly callbacks: (() => void)[] = [];
    private readonly freeCallbacks: number[] = [];

    constructor(start: number) {
        this.now = start;
        this.register((index) => {
            const callback = this.callbacks[index];
            this.freeCallbacks.push(index);
            callback?.();
        });
    }

    /** A kind of event that happens often; returns its number for `schedule`. */
    register(handler: Handler): number {
        return this.handlers.push(handler) - 1;
    }

    /**
     * Whether nothing else happens before that time: then now may be set to it, and what is due
     * done at once, without an event.
     */
    isFree(until: number): boolean {
        return until <= this.end && (this.size === 0 || until < (this.times[0] as number));
    }

    /** A time that has passed means now. */
    schedule(time: number, kind: number, subject: number, generation: number): void {
        if (this.size === this.times.length) {
            this.grow();
        }
        const entry = this.entries[this.size] as number;
        this.kinds[entry] = kind;
        this.subjects[entry] = subject;
        this.generations[entry] = generation;
        this.siftUp(this.size++, time > this.now ? time : this.now, this.sequence++, entry);
    }

    /** For what happens seldom: runs a function at that time. */
    at(time: number, callback: () => void): void {
        const index = this.freeCallbacks.pop() ?? this.callbacks.length;
        this.callbacks[index] = callback;
        this.schedule(time, 0, index, 0);
    }

    /** Lets everything happen up to and including that time, which is then now. */
    runUntil(end: number): void {
        this.end = end;
        while (this.size > 0 && (this.times[0] as number) <= end) {
            this.now = this.times[0] as number;
            const entry = this.entries[0] as number;
            this.removeFirst();
            const handler = this.handlers[this.kinds[entry] as number] as Handler;
            handler(this.subjects[entry] as number, this.generations[entry] as number);
        }
        this.now = Math.max(this.now, end);
    }

    private siftUp(from: number, time: number, sequence: number, entry: number): void {
        const { times, sequences, entries } = this;
        let hole = from;
        while (hole > 0) {
            const parent = (hole - 1) >> 1;
            // Everything in the heap was scheduled earlier: at the same time it goes first.
            if ((times[parent] as number) <= time) {
                break;
            }
            times[hole] = times[parent] as number;
            sequences[hole] = sequences[parent] as number;
            entries[hole] = entries[parent] as number;
            hole = parent;
        }
        times[hole] = time;
        sequences[hole] = sequence;
        entries[hole] = entry;
    }

    private removeFirst(): void {
        const { times, sequences, entries } = this;
        const last = --this.size;
        const freed = entries[0] as number;
        const [time, sequence] = [times[last] as number, sequences[last] as number];
        const entry = entries[last] as number;
        let hole = 0;
        for (let child = 1; child < last; child = 2 * hole + 1) {
            if (child + 1 < last && this.isBefore(child + 1, child)) {
                child++;
            }
            const childTime = times[child] as number;
            if (
                time < childTime ||
                (time === childTime && sequence < (sequences[child] as number))
            ) {
                break;
            }
            times[hole] = childTime;
            sequences[hole] = sequences[child] as number;
            entries[hole] = entries[child] as number;
            hole = child;
        }
        times[hole] = time;
        sequences[hole] = sequence;
        entries[hole] = entry;
        entries[last] = freed;
    }

    private isBefore(one: number, other: number): boolean {
        const difference = (this.times[one] as number) - (this.times[other] as number);
        return difference === 0
            ? (this.sequences[one] as number) < (this.sequences[other] as number)
            : difference < 0;
    }

    private grow(): void {
        const length = 2 * this.times.length;
        this.times = copied(new Float64Array(length), this.times);
        this.sequences = copied(new Float64Array(length), this.sequences);
        this.kinds = copied(new Int32Array(length), this.kinds);
        this.subjects = copied(new Int32Array(length), this.subjects);
        this.generations = copied(new Int32Array(length), this.generations);
        const entries = new Int32Array(length).map((_, index) => index);
        this.entries = copied(entries, this.entries);
    }
}

function copied<T extends Float64Array | Int32Array>(to: T, from: T): T {
    to.set(from);
    return to;
}
