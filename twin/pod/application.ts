/**
 * What an event loop runs: to the loop a request is so many turns that cost so much, and between two
 * of them it waits for something elsewhere. What that is, the loop does not know.
 */
export interface Application {
    /** By number of the route: CPU of one turn of a lone request, on the lab machine. */
    readonly turnCpu: Float64Array;
    /** By number of the route: how often a request waits, which is one turn fewer than it takes. */
    readonly waits: Uint8Array;
    /** Begins a request's n-th wait and returns when it is over: perhaps at a time that has passed. */
    wait(slot: number, which: number): number;
}

/** When a wait is over whose end nobody knows yet: the loop is told to proceed. */
export const untilResumed = Infinity;
