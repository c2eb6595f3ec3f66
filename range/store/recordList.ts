import { Timed } from "./timed";

const mebibyte = 1024 * 1024;

/**
 * What lists of the range hold at most. Lines are kept as they came and once more as the account has
 * them, events thrice at most: all of it together, with six hours of points, stays below a GiB.
 */
export const mostBytes = { logs: 256 * mebibyte, events: 64 * mebibyte };

/** Of an object with its fields, tags left out: those are shared by many. Measured with V8. */
const bytesOfRecord = 120;

/** What a record takes: texts have one byte a character unless they hold more than Latin-1. */
export function bytesOf(...texts: readonly string[]): number {
    return texts.reduce((sum, { length }) => sum + length, bytesOfRecord);
}

/** Log lines or events, oldest first, within a number of bytes. */
export class RecordList<T extends { readonly time: number }> {
    /** From when on all are there; undefined: none was dropped. */
    droppedBefore: number | undefined;
    private readonly records = new Timed<T>();
    private bytes = 0;

    constructor(
        private readonly limitBytes: number,
        private readonly size: (record: T) => number,
    ) {}

    get length(): number {
        return this.records.length;
    }

    add(record: T): void {
        this.records.add(record.time, record);
        this.bytes += this.size(record);
        while (this.bytes > this.limitBytes && this.records.length > 1) {
            this.drop();
        }
    }

    /** Those of a span of time, its end left out. */
    between(from: number, until: number): T[] {
        return this.records.between(from, until);
    }

    dropBefore(time: number): void {
        while ((this.records.oldest ?? Infinity) < time) {
            this.drop();
        }
    }

    private drop(): void {
        const dropped = this.records.shift();
        if (dropped !== undefined) {
            this.bytes -= this.size(dropped);
            this.droppedBefore = this.records.oldest ?? dropped.time;
        }
    }
}
