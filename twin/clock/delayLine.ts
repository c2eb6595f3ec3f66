import type { EventSource, Sequence } from "./source";

/** A row: the time, the number in the sequence, and two whole numbers in the place of one. */
const numbersPerRow = 3;
const wordsPerRow = 6;

/** Events that all happen equally long after they are scheduled, and so in that very order. */
export class DelayLine implements EventSource {
    generation = 0;
    private numbers = new Float64Array(64 * numbersPerRow);
    private words = new Int32Array(this.numbers.buffer);
    private capacity = 64;
    private head = 0;
    private length = 0;

    constructor(
        readonly kind: number,
        private readonly seconds: number,
        /** Its only element is now. */
        private readonly clock: Float64Array,
        private readonly sequence: Sequence,
        /** Shows the time of the first event, at `at`; Infinity when there is none. */
        private readonly firstTimes: Float64Array,
        private readonly at: number,
    ) {}

    /** Has it happen that long from now. */
    push(subject: number, generation: number): void {
        if (this.length === this.capacity) {
            this.grow();
        }
        const time = (this.clock[0] as number) + this.seconds;
        const row = (this.head + this.length) & (this.capacity - 1);
        this.numbers[row * numbersPerRow] = time;
        this.numbers[row * numbersPerRow + 1] = this.sequence.next();
        this.words[row * wordsPerRow + 4] = subject;
        this.words[row * wordsPerRow + 5] = generation;
        if (this.length++ === 0) {
            this.firstTimes[this.at] = time;
        }
    }

    get firstSequence(): number {
        return this.numbers[this.head * numbersPerRow + 1] as number;
    }

    shift(): number {
        const { words, head } = this;
        const subject = words[head * wordsPerRow + 4] as number;
        this.generation = words[head * wordsPerRow + 5] as number;
        this.head = (head + 1) & (this.capacity - 1);
        this.length--;
        this.firstTimes[this.at] =
            this.length === 0 ? Infinity : (this.numbers[this.head * numbersPerRow] as number);
        return subject;
    }

    private grow(): void {
        const { numbers, head, capacity } = this;
        const split = head * numbersPerRow;
        this.numbers = new Float64Array(2 * numbers.length);
        this.numbers.set(numbers.subarray(split));
        this.numbers.set(numbers.subarray(0, split), numbers.length - split);
        this.words = new Int32Array(this.numbers.buffer);
        this.capacity = 2 * capacity;
        this.head = 0;
    }
}
