/** No entry. */
export const none = -1;

/** An entry is 32 bytes, half a line of the cache: eight whole numbers, or four with fractions. */
const words = 8;
const numbers = 4;

/**
 * The events that wait, each in one place of its own for as long as it does. They can be linked to
 * lists. Entries that are free again are used first: they are still in the cache.
 */
export class EventPool {
    private fractional = new Float64Array(1024 * numbers);
    private whole = new Int32Array(this.fractional.buffer);
    private free = none;
    private used = 0;
    private sequence = 0;

    add(time: number, kind: number, subject: number, generation: number): number {
        const entry = this.claim();
        this.fractional[entry * numbers] = time;
        this.fractional[entry * numbers + 1] = this.sequence++;
        this.whole[entry * words + 4] = kind;
        this.whole[entry * words + 5] = subject;
        this.whole[entry * words + 6] = generation;
        return entry;
    }

    remove(entry: number): void {
        this.link(entry, this.free);
        this.free = entry;
    }

    time(entry: number): number {
        return this.fractional[entry * numbers] as number;
    }

    /** Its number among all events that there ever were. */
    sequenceOf(entry: number): number {
        return this.fractional[entry * numbers + 1] as number;
    }

    kind(entry: number): number {
        return this.whole[entry * words + 4] as number;
    }

    subject(entry: number): number {
        return this.whole[entry * words + 5] as number;
    }

    generation(entry: number): number {
        return this.whole[entry * words + 6] as number;
    }

    /** The entry behind that one in its list; or none. */
    next(entry: number): number {
        return this.whole[entry * words + 7] as number;
    }

    link(entry: number, next: number): void {
        this.whole[entry * words + 7] = next;
    }

    private claim(): number {
        if (this.free !== none) {
            const entry = this.free;
            this.free = this.next(entry);
            return entry;
        }
        if ((this.used + 1) * numbers > this.fractional.length) {
            const { fractional } = this;
            this.fractional = new Float64Array(2 * fractional.length);
            this.fractional.set(fractional);
            this.whole = new Int32Array(this.fractional.buffer);
        }
        return this.used++;
    }
}
