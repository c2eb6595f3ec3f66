import type { Evidence, Series, Tags } from "../../evidence/evidence";
import type { FineMetric } from "../../evidence/fineMetrics";
import type { Point, TimeRange } from "./panel";

/** Values by second since the first user started; undefined where nothing was reported. */
export type Curve = ReadonlyMap<number, number>;

/** The sum, second by second, of a fine metric's series that have these tags. */
export function curveOf(evidence: Evidence, metric: FineMetric, tags: Tags = {}): Curve {
    const series = evidence.fine.filter(
        (one) =>
            one.metric === metric &&
            Object.entries(tags).every(([name, value]) => one.tags[name] === value),
    );
    return summed(series, evidence.run.loadStart);
}

function summed(series: readonly Series[], zero: number): Curve {
    const sums = new Map<number, number>();
    for (const { times, values } of series) {
        for (const [index, time] of times.entries()) {
            const second = Math.round(time - zero);
            sums.set(second, (sums.get(second) ?? 0) + (values[index] ?? 0));
        }
    }
    return sums;
}

/** One curve as a share of another; no value where the other is nothing. */
export function ratioOf(part: Curve, whole: Curve): Curve {
    const pairs = [...part].map(([second, value]): [number, number] => [
        second,
        value / (whole.get(second) ?? 0),
    ]);
    return new Map(pairs.filter(([, ratio]) => Number.isFinite(ratio)));
}

/** How the seconds between two points of a plot are drawn together. */
export type Thinning = "mean" | "median" | "max" | "last";

/** More points than this would only fill the file: a plot is some 500 pixels wide. */
const mostPoints = 260;

/** Seconds between two points of a plot. */
export function stepOf({ from, until }: TimeRange): number {
    return Math.max(1, Math.ceil((until - from) / mostPoints));
}

/**
 * A curve thinned out to what a plot can show: a point for every `step` seconds. Three significant
 * digits are finer than a pixel.
 */
export function pointsOf(
    curve: Curve,
    range: TimeRange,
    thinning: Thinning,
    step = stepOf(range),
): readonly Point[] {
    const points: Point[] = [];
    for (let from = range.from; from < range.until; from += step) {
        const seconds = Array.from({ length: step }, (_, index) => from + index);
        const values = seconds
            .map((second) => curve.get(second))
            .filter((value) => value !== undefined);
        const value = values.length === 0 ? null : thinned(values, thinning);
        points.push([from, value === null ? null : Number(value.toPrecision(3))]);
    }
    return points;
}

function thinned(values: readonly number[], thinning: Thinning): number {
    switch (thinning) {
        case "mean":
            return values.reduce((sum, value) => sum + value, 0) / values.length;
        case "median":
            return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
        case "max":
            return Math.max(...values);
        case "last":
            return values.at(-1) ?? 0;
    }
}
