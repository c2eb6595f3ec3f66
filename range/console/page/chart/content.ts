/** What a graph shows. */

export interface Line {
    readonly label: string;
    readonly unit: string | undefined;
    readonly display: "line" | "bars" | "area";
    readonly values: readonly (number | null)[];
}

export interface ThresholdLine {
    readonly value: number;
    readonly severity: string;
    readonly label: string;
}

export interface ChartContent {
    readonly times: readonly number[];
    readonly lines: readonly Line[];
    readonly thresholds: readonly ThresholdLine[];
    /** Times of vertical lines. */
    readonly moments: readonly number[];
    readonly from: number;
    readonly until: number;
}
