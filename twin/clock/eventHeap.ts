/** What tells which of two events of one time was scheduled first. */
export interface Scheduled {
    sequence(entry: number): number;
}

/**
 * Events by time, and those of one time in the order in which they were scheduled: a binary heap.
 * To remove the first, the hole that it leaves goes all the way down and the last entry comes up
 * from there. That way which child is smaller is a sum and not a branch: a processor guesses half of
 * such branches wrong, and they were most of the time that a heap takes.
 */
export class EventHeap {
    size = 0;
    private times = new Float64Array(1024);
    private entries = new Int32Array(1024);

    constructor(private readonly scheduled: Scheduled) {}

    /** Only when there is one. */
    get firstTime(): number {
        return this.times[0] as number;
    }

    /** Only when there is one. */
    get firstEntry(): number {
        return this.entries[0] as number;
    }

    push(time: number, entry: number): void {
        if (this.size === this.times.length) {
            this.grow();
        }
        this.rise(this.size++, time, entry);
    }

    /** Removes the first, which there must be, and returns its entry. */
    shift(): number {
        const { times, entries } = this;
        const last = --this.size;
        const first = entries[0] as number;
        const time = times[last] as number;
        const entry = entries[last] as number;
        let hole = 0;
        let child = 1;
        for (; child < last; child = 2 * hole + 1) {
            // A last child without a sibling is compared with what comes up afterwards: that does
            // no harm, and spares a question on every level.
            // Not as a pair: the compiler would make objects of both, at every step.
            const left = times[child] as number;
            const right = times[child + 1] as number;
            child += left === right ? this.ofEqual(child) : Number(right < left);
            times[hole] = times[child] as number;
            entries[hole] = entries[child] as number;
            hole = child;
        }
        this.rise(hole, time, entry);
        return first;
    }

    /** How much further the earlier one of two is, that one and the next, if their time is one. */
    private ofEqual(child: number): 0 | 1 {
        const { scheduled, entries } = this;
        const left = scheduled.sequence(entries[child] as number);
        return scheduled.sequence(entries[child + 1] as number) < left ? 1 : 0;
    }

    private rise(from: number, time: number, entry: number): void {
        const { times, entries, scheduled } = this;
        let hole = from;
        while (hole > 0) {
            const parent = (hole - 1) >> 1;
            const parentTime = times[parent] as number;
            const parentEntry = entries[parent] as number;
            if (
                parentTime < time ||
                (parentTime === time && scheduled.sequence(parentEntry) < scheduled.sequence(entry))
            ) {
                break;
            }
            times[hole] = parentTime;
            entries[hole] = parentEntry;
            hole = parent;
        }
        times[hole] = time;
        entries[hole] = entry;
    }

    private grow(): void {
        const { times, entries } = this;
        this.times = new Float64Array(2 * times.length);
        this.times.set(times);
        this.entries = new Int32Array(2 * entries.length);
        this.entries.set(entries);
    }
}
