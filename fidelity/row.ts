import { median } from "../verdict/chance";
import type { SimulatedFigures } from "./figures";
import type { Rule } from "./rules";

/** One figure of one run, simulated beside measured. */
export interface Row {
    readonly figure: string;
    readonly measured: number;
    /** Over all seeds. */
    readonly median: number;
    readonly low: number;
    readonly high: number;
    /** What deviation is allowed, in words; undefined: shown for information. */
    readonly target: string | undefined;
    /** Whether the median keeps it; undefined: there is none. */
    readonly isInside: boolean | undefined;
}

/** A figure as text, to three digits. */
export const threeDigits = (value: number): string => String(Number(value.toPrecision(3)));

/** Makes rows of the runs of all seeds. */
export function rowMaker(runs: readonly SimulatedFigures[]) {
    return (
        figure: string,
        measured: number,
        of: (one: SimulatedFigures) => number,
        rule: Rule | undefined,
    ): Row => {
        // A kill that did not happen counts as one that came too late.
        const values = runs.map((one) => of(one)).map((value) => (isNaN(value) ? Infinity : value));
        const middle = median(values);
        return {
            figure,
            measured,
            median: middle,
            low: Math.min(...values),
            high: Math.max(...values),
            target: rule?.words,
            isInside: rule?.holds(middle, measured),
        };
    };
}
