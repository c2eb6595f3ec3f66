import { firstPosition } from "./position";

/**
 * Things that have a time, oldest first, of which the oldest are dropped. Most come in order; what
 * comes late is put where it belongs.
 */
export class Timed<T> {
    private items: (T | undefined)[] = [];
    private times: number[] = [];
    /** Where the first one that is kept stands. */
    private start = 0;

    get length(): number {
        return this.items.length - this.start;
    }

    /** Time of the oldest; undefined when there is none. */
    get oldest(): number | undefined {
        return this.times[this.start];
    }

    get newest(): number | undefined {
        return this.length === 0 ? undefined : this.times.at(-1);
    }

    /** Of several with the same time the one that came last stands last. */
    add(time: number, item: T): void {
        const at = this.isNewest(time) ? this.items.length : this.position(time, true);
        if (at === this.items.length) {
            this.items.push(item);
            this.times.push(time);
        } else {
            this.items.splice(at, 0, item);
            this.times.splice(at, 0, time);
        }
    }

    /** Takes the oldest away; undefined when there is none. */
    shift(): T | undefined {
        if (this.length === 0) {
            return undefined;
        }
        const item = this.items[this.start];
        this.items[this.start] = undefined;
        this.start += 1;
        this.compact();
        return item;
    }

    /** Those of a span of time, its end left out. */
    between(from: number, until: number): T[] {
        return this.items.slice(this.position(from), this.position(until)) as T[];
    }

    timesBetween(from: number, until: number): number[] {
        return this.times.slice(this.position(from), this.position(until));
    }

    /** Drops what is older than that, and says how many there were. */
    dropBefore(time: number): number {
        const first = this.position(time);
        const dropped = first - this.start;
        this.items.fill(undefined, this.start, first);
        this.start = first;
        this.compact();
        return dropped;
    }

    private isNewest(time: number): boolean {
        const last = this.times.at(-1);
        return this.length === 0 || last === undefined || time >= last;
    }

    /** The first one at that time or later; or after it. */
    private position(time: number, isAfter = false): number {
        return firstPosition(this.times, [this.start, this.items.length], time, isAfter);
    }

    /** Half of the room at most is held by what is gone. */
    private compact(): void {
        if (this.start > 1024 && this.start * 2 > this.items.length) {
            this.items = this.items.slice(this.start);
            this.times = this.times.slice(this.start);
            this.start = 0;
        }
    }
}
