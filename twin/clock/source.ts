/** Numbers events in the order in which they are scheduled: those of one time happen in it. */
export class Sequence {
    private last = 0;

    next(): number {
        return this.last++;
    }
}

/**
 * Keeps events in order. Each source shows the time of its first event, Infinity when there is none,
 * in an array that all of them share: numbers that functions hand to one another cost an object each
 * where the compiler does not merge them.
 */
export interface EventSource {
    /** Of the event that was taken last. */
    readonly kind: number;
    /** Only when there is an event. */
    readonly firstSequence: number;
    /** What the scheduler said of the event that was taken last. */
    readonly generation: number;
    /** Takes the first event, which there must be, and returns its subject. */
    shift(): number;
}
