/** What an evaluation finds for a group. Skipped: the state is left as it is. */
export type Evaluation = number | "no data" | "skipped";

/** A monitor's query over the evidence. */
export interface Evaluator {
    /** How far back one evaluation looks, in seconds. */
    readonly reachSeconds: number;
    /** Counts occurrences: to find none is to find 0. */
    readonly isCount: boolean;
    readonly hasGroups: boolean;
    /** What is known at a moment; only what happened before it counts. */
    readonly at: (end: number) => ReadonlyMap<string, Evaluation>;
    /** When the group was first seen, in seconds since the epoch. */
    readonly firstSeen: (group: string) => number;
}
