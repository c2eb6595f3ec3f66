import type { FailureReason } from "../../evidence/evidence";

/** One arm's line in a plot. */
export interface Line {
    /** As the setting `remediation` spells it. */
    readonly arm: string;
    /** Seconds since the first user started, ascending; a value is null where nothing was seen. */
    readonly points: readonly Point[];
    /** A second line of the same arm, like what the autoscaler wants. */
    readonly isDashed?: boolean;
}

export type Point = readonly [seconds: number, value: number | null];

/** Failed requests a second under one arm, by reason. */
export interface FailurePanel {
    readonly arm: string;
    readonly reasons: readonly {
        readonly reason: FailureReason;
        readonly points: readonly Point[];
    }[];
}

/** A level that the lines are to be read against. */
export interface Level {
    readonly value: number;
    readonly label: string;
}

/** The stretch of time that all plots of a report show, in seconds since the first user. */
export interface TimeRange {
    readonly from: number;
    readonly until: number;
    readonly loadEnd: number;
    /** When the fixes came; undefined: they were there, or there is none. */
    readonly fixAt?: number;
}

/** One plot: one quantity over time, the arms one over the other. */
export interface Panel {
    readonly id: string;
    readonly title: string;
    /** What one should see in it, in a sentence. */
    readonly description: string;
    /** Name of the unit as it stands on the axis. */
    readonly unit: string;
    readonly scale: "linear" | "log";
    /** Counts move in steps. */
    readonly isStepped: boolean;
    /** Smallest value of the axis' end, so that noise near zero does not fill the plot. */
    readonly atLeastUpTo: number;
    /** How a value of the axis is written. */
    readonly format: (value: number) => string;
    readonly lines: readonly Line[];
    readonly levels: readonly Level[];
}
