import type { Evidence, Series, Tags } from "../evidence/evidence";

/** Whether a series has all of these tags. */
function hasTags(tags: Tags, wanted: Tags): boolean {
    return Object.entries(wanted).every(([key, value]) => tags[key] === value);
}

/** The series of a metric that carry these tags. */
export function seriesOf(
    { series }: Pick<Evidence, "series">,
    metric: string,
    tags: Tags = {},
): readonly Series[] {
    return series.filter((one) => one.metric === metric && hasTags(one.tags, tags));
}

/** The latest value at or before a time; undefined before the first point. */
export function valueAt({ times, values }: Series, time: number): number | undefined {
    const next = times.findIndex((at) => at > time);
    return next === -1 ? values.at(-1) : values[next - 1];
}

/** The values after a time, up to and at another. */
export function valuesWithin(
    { times, values }: Series,
    from: number,
    until: number,
): readonly number[] {
    return values.filter((_, index) => {
        const time = times[index] ?? 0;
        return time > from && time <= until;
    });
}

/**
 * By how much a counter of a pod's life has grown since a time. One that begins later began at 0;
 * one that falls was replaced.
 */
export function growthSince({ times, values }: Series, since: number): number {
    let before = 0;
    let growth = 0;
    times.forEach((time, index) => {
        const value = values[index] ?? 0;
        if (time > since && value > before) {
            growth += value - before;
        }
        before = value;
    });
    return growth;
}

/** How often a state that is only reported while it lasts has begun since a time. */
export function episodesSince({ times, intervalSeconds }: Series, since: number): number {
    return times.filter((time, index) => {
        const previous = times[index - 1];
        const isFirst = previous === undefined || time - previous > 1.5 * intervalSeconds;
        return isFirst && time >= since;
    }).length;
}

export const sum = (values: readonly number[]): number =>
    values.reduce((total, value) => total + value, 0);
