/**
 * What an evaluation finds for a group. Skipped: the state is left as it is. Never seen: there is
 * no data, and never was.
 */
export type Evaluation = number | "no data" | "never seen" | "skipped";

/** A monitor's query over the evidence. */
export interface Evaluator {
    /** Length of the window. */
    readonly windowSeconds: number;
    /** How far back one evaluation looks, in seconds. */
    readonly reachSeconds: number;
    /**
     * How much evidence there has to be before the load, in seconds: the window or the time shift,
     * whichever is longer.
     */
    readonly historySeconds: number;
    /** Counts occurrences: to find none can be to find 0. */
    readonly isCount: boolean;
    /** The keys of its groups; none where it has no groups. */
    readonly by: readonly string[];
    /** What is known at a moment; only what happened before it counts. */
    readonly at: (end: number) => ReadonlyMap<string, Evaluation>;
    /** When the group was first seen, in seconds since the epoch. */
    readonly firstSeen: (group: string) => number;
}
