/*
 * The functions of Datadog's metric queries, by the pages docs.datadoghq.com/dashboards/functions/
 * and the monitor types that are functions. Each is read; only some are evaluated.
 */

/** How many parameters a function takes after its metric, of those that are evaluated. */
const evaluated: Readonly<Record<string, number>> = {
    // Gaps count as 0, or as the number given: `default` is the older name.
    default_zero: 0,
    default: 1,
    // Drops groups without a tag.
    exclude_null: 0,
    // Growth from point to point.
    monotonic_diff: 0,
    // Each point by itself.
    abs: 0,
    ceil: 0,
    floor: 0,
    log2: 0,
    log10: 0,
    clamp_min: 1,
    clamp_max: 1,
    cutoff_min: 1,
    cutoff_max: 1,
    // The same metric at another time.
    hour_before: 0,
    day_before: 0,
    week_before: 0,
    month_before: 0,
    timeshift: 1,
};

/** Learnt from history, smoothed, ranked, or without a document that says how they are computed. */
const named: readonly string[] = [
    ...["anomalies", "forecast", "outliers", "robust_trend", "trend_line", "piecewise_constant"],
    ...["cumsum", "integral", "round", "derivative", "diff", "dt", "equiv_rate", "throughput"],
    ...["per_second", "per_minute", "per_hour", "autosmooth", "moving_rollup", "calendar_shift"],
    ...["count_nonzero", "count_not_null", "count_nonzero_finite", "histogram_quantile"],
    ...["top", "bottom", "top_offset", "bottom_offset", "weighted_avg", "histogram"],
];

/** `ewma_20`, `median_5`, `top10_mean`, `bottom5`. */
const families = /^(?:(?:ewma|median)_\d+|(?:top|bottom)\d+(?:_[a-z0-9]+)?)$/;

/** Whether Datadog has a function of this name. */
export function isMetricFunction(name: string): boolean {
    return name in evaluated || named.includes(name) || families.test(name);
}

/** Parameters after the metric; undefined where they are not looked at. */
export function parametersOf(name: string): number | undefined {
    return evaluated[name];
}

const hour = 3600;
const day = 24 * hour;

/** Seconds by which the functions of the page on time shifts look back: a month is four weeks. */
const shifts: Readonly<Record<string, number>> = {
    hour_before: hour,
    day_before: day,
    week_before: 7 * day,
    month_before: 28 * day,
};

/** How far back a function looks, in seconds; undefined: it is no time shift. */
export function shiftOf(name: string, parameters: readonly string[]): number | undefined {
    // timeshift(…, -3600) is an hour ago.
    return name === "timeshift" ? -Number(parameters[0]) : shifts[name];
}
