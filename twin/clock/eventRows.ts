/** No block. */
export const none = -1;

/** A row is half a line of the cache: four numbers with fractions, or eight whole ones. */
const numbersPerRow = 4;
const wordsPerRow = 8;
const rowsPerBlock = 16;

/**
 * The events that wait, in lists of blocks. A list is read from one end of a block to the other,
 * which the processor foresees. From one event to the next by a link, each wherever there was room,
 * it would wait for memory at every step: at 100,000 users that was most of what an event cost.
 */
export class EventRows {
    private numbers = new Float64Array(64 * rowsPerBlock * numbersPerRow);
    private words = new Int32Array(this.numbers.buffer);
    /** By block: the one behind it in its list, and how many rows of it are in use. */
    private next = new Int32Array(64);
    private counts = new Int32Array(64);
    private free = none;
    private used = 0;

    /** The first block of a list, after one with room for an event was put before it if need be. */
    withRoom(list: number): number {
        if (list !== none && (this.counts[list] as number) < rowsPerBlock) {
            return list;
        }
        const block = this.claim();
        this.next[block] = list;
        this.counts[block] = 0;
        return block;
    }

    /** Writes an event to a block with room; returns its row. */
    add(
        block: number,
        time: number,
        sequence: number,
        kind: number,
        subject: number,
        generation: number,
    ): number {
        const count = this.counts[block] as number;
        this.counts[block] = count + 1;
        const row = block * rowsPerBlock + count;
        this.numbers[row * numbersPerRow] = time;
        this.numbers[row * numbersPerRow + 1] = sequence;
        this.words[row * wordsPerRow + 4] = kind;
        this.words[row * wordsPerRow + 5] = subject;
        this.words[row * wordsPerRow + 6] = generation;
        return row;
    }

    /** The block behind that one. */
    behind(block: number): number {
        return this.next[block] as number;
    }

    firstRow(block: number): number {
        return block * rowsPerBlock;
    }

    /** One after the last row in use. */
    endRow(block: number): number {
        return block * rowsPerBlock + (this.counts[block] as number);
    }

    /** Nobody needs the events of that list any more. */
    release(list: number): void {
        for (let block = list; block !== none;) {
            const behind = this.behind(block);
            this.next[block] = this.free;
            this.free = block;
            block = behind;
        }
    }

    time(row: number): number {
        return this.numbers[row * numbersPerRow] as number;
    }

    /** Its number among all events that there ever were. */
    sequence(row: number): number {
        return this.numbers[row * numbersPerRow + 1] as number;
    }

    kind(row: number): number {
        return this.words[row * wordsPerRow + 4] as number;
    }

    subject(row: number): number {
        return this.words[row * wordsPerRow + 5] as number;
    }

    generation(row: number): number {
        return this.words[row * wordsPerRow + 6] as number;
    }

    /** A block that was free; the last one to become so, which is still in the cache. */
    private claim(): number {
        if (this.free !== none) {
            const block = this.free;
            this.free = this.behind(block);
            return block;
        }
        if (this.used === this.next.length) {
            this.grow();
        }
        return this.used++;
    }

    private grow(): void {
        const { numbers, next, counts } = this;
        this.numbers = new Float64Array(2 * numbers.length);
        this.numbers.set(numbers);
        this.words = new Int32Array(this.numbers.buffer);
        this.next = new Int32Array(2 * next.length);
        this.next.set(next);
        this.counts = new Int32Array(2 * counts.length);
        this.counts.set(counts);
    }
}
