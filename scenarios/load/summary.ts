/** The document `summary.json` that a load run leaves behind, as summary.py writes it. */

/** Figures of one task, or of all tasks together. */
export interface LoadFigures {
    readonly requests: number;
    readonly failures: number;
    /** 0 to 1. */
    readonly failureRatio: number;
    readonly requestsPerSecond: number;
    /** Percentiles are rounded by Locust to two figures. */
    readonly milliseconds: Readonly<
        Record<"mean" | "p50" | "p66" | "p75" | "p80" | "p90" | "p95" | "p99" | "max", number>
    >;
    /**
     * Failure counts by reason, the most frequent first. What stands before a colon is the kind:
     * slow, refused, connect timeout, closed, reset, cut short, lost, unreachable, generator, …;
     * wrong statuses read "HTTP 401".
     */
    readonly failuresByReason: Readonly<Record<string, number>>;
}

export interface TaskFigures extends LoadFigures {
    readonly name: string;
    readonly method: string;
}

export interface OrderFigures {
    /** Each one has a line in placed-orders.csv. */
    readonly placed: number;
    /** Answered with an error; each one has a line in failed-orders.csv. */
    readonly failed: number;
    /** Answered with 406. */
    readonly declined: number;
    /** Lost on the way: nobody knows whether they were placed. */
    readonly unanswered: number;
    /** Dollars of all failed orders. */
    readonly moneyAtRisk: number;
}

/** How many users a load took that finds their number by itself. */
export interface LevelFigures {
    readonly highest: number;
    /** Median over the second half of the run. */
    readonly held: number;
    /** All users that were allowed came: more might have been needed. */
    readonly reachedBound: boolean;
}

/** A result, or a part of one, that was too large to be published. */
export interface Omission {
    readonly name: string;
    readonly bytes: number;
    readonly why: string;
}

export interface LoadSummary {
    readonly schema: 1;
    /** The run's label, from $RUN_ID; may be empty. */
    readonly run: string;
    readonly mix: string;
    readonly host: string;
    /** With a level, the most that there might be. */
    readonly users: number;
    /** Of a load that finds the number of its users by itself; null for all others. */
    readonly level: LevelFigures | null;
    readonly spawnRatePerSecond: number;
    /** Null when the run had no time limit. */
    readonly requestedSeconds: number | null;
    /** Worker processes; 1 when the only process did everything itself. */
    readonly processes: number;
    /** Worker processes that died during the run: its load was lower than asked for. */
    readonly workersLost: number;
    /** ISO 8601 in UTC. */
    readonly startedAt: string | null;
    readonly endedAt: string | null;
    /** How long users came, where clocks go at another speed than the shop: on a range. */
    readonly ranSeconds?: number;
    readonly stoppedEarly: boolean;
    readonly totals: LoadFigures;
    readonly tasks: readonly TaskFigures[];
    /** Null when the mix places no orders. */
    readonly orders: OrderFigures | null;
    /** What was left out when the results were published. */
    readonly omitted: readonly Omission[];
}
