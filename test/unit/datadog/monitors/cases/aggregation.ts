import { distribution, evidence, series, times } from "../support/evidence";
import { type Case, pages } from "./case";

/** The guide's eleven values, one a minute. */
const guide = evidence({
    seconds: 660,
    series: [series("m", [10, 15, 12, 8, 11, 14, 13, 25, 37, 45, 50], { interval: 60 })],
});

const errors = evidence({
    seconds: 300,
    series: [
        series("requests.error", [1, 2, 3, 4, 5], { interval: 60, from: 30 }),
        series("requests.total", times(5, 10), { interval: 60, from: 30 }),
    ],
});

const pods = evidence({
    seconds: 60,
    series: [
        series("m", times(4, 1), { tags: { pod_name: "a", zone: "x" } }),
        series("m", times(4, 9), { tags: { pod_name: "b", zone: "x" } }),
        series("m", times(4, 2), { tags: { zone: "y" } }),
    ],
});

const durations = evidence({
    seconds: 60,
    distributions: [
        distribution("d", [[10], times(33, 0.1), times(33, 0.1), times(33, 0.1)], {
            tags: { route: "/a" },
        }),
    ],
});

export const aggregationCases: readonly Case[] = [
    {
        rule: "sum compares the total of all points of the window",
        source: pages.aggregators,
        run: guide,
        monitor: "sum(last_11m):sum:m{*} > 239",
        says: "ooooooooooA",
    },
    {
        rule: "max alerts when any point is above",
        source: pages.aggregators,
        run: guide,
        monitor: "max(last_10m):sum:m{*} > 40",
        says: "oooooooooAA",
    },
    {
        rule: "max does not alert while no point is above, equal does not count",
        source: pages.aggregators,
        run: guide,
        monitor: "max(last_10m):sum:m{*} > 50",
        says: "ooooooooooo",
    },
    {
        rule: "min alerts when all points of the window are above",
        source: pages.aggregators,
        run: guide,
        monitor: "min(last_10m):sum:m{*} > 8",
        says: "AAAoooooooo",
    },
    {
        rule: "avg is over the points of a rolling window, evaluated every minute",
        source: pages.configuration,
        run: guide,
        monitor: "avg(last_2m):sum:m{*} > 20",
        says: "ooooooooAAA",
    },
    {
        rule: "with as_rate() the ratio is taken point by point, and then added up: 1.5",
        source: pages.asCount,
        run: errors,
        monitor:
            "sum(last_5m):sum:requests.error{*}.as_rate() / sum:requests.total{*}.as_rate() > 1.4",
        says: "ooooA",
    },
    {
        rule: "with as_count() both are added up first: 15 / 50 is 0.3",
        source: pages.asCount,
        run: errors,
        monitor:
            "sum(last_5m):sum:requests.error{*}.as_count() / sum:requests.total{*}.as_count() > 0.29",
        says: "ooooA",
    },
    {
        rule: "with as_count() it is not more than 0.3",
        source: pages.asCount,
        run: errors,
        monitor:
            "sum(last_5m):sum:requests.error{*}.as_count() / sum:requests.total{*}.as_count() > 0.31",
        says: "ooooo",
    },
    {
        rule: "in as_count() arithmetic what is missing is 0, not NaN",
        source: pages.noData,
        run: errors,
        monitor:
            "sum(last_5m):sum:requests.lost{*}.as_count() / sum:requests.total{*}.as_count() > 0",
        says: "ooooo",
    },
    {
        rule: "as_rate() of a count divides by the seconds of the bucket",
        source: pages.modifiers,
        run: evidence({ seconds: 60, series: [series("c", times(4, 30))] }),
        monitor: "avg(last_1m):sum:c{*}.as_rate() >= 2",
        says: "A",
    },
    {
        rule: "space aggregation joins the series of a bucket before time aggregation",
        source: pages.configuration,
        run: pods,
        monitor: "max(last_1m):sum:m{*} >= 12",
        says: "A",
    },
    {
        rule: "avg over space is the mean of the series",
        source: pages.aggregators,
        run: pods,
        monitor: "max(last_1m):avg:m{*} > 4",
        says: "o",
    },
    {
        rule: "a multi alert has a state per group; series without the tag are in none",
        source: `${pages.noData} (N/A)`,
        run: pods,
        monitor: "max(last_1m):max:m{*} by {pod_name} > 5",
        says: { "pod_name:a": "o", "pod_name:b": "A" },
    },
    {
        rule: "filters combine by comma, and ! excludes",
        source: "/metrics/advanced-filtering/",
        run: pods,
        monitor: "max(last_1m):max:m{zone:x,!pod_name:b} > 5",
        says: "o",
    },
    {
        rule: "filters know IN, OR and wildcards",
        source: "/metrics/advanced-filtering/",
        run: pods,
        monitor: "max(last_1m):sum:m{zone IN (y,z) OR pod_name:b*} >= 11",
        says: "A",
    },
    {
        rule: "percentile() is over all values of the window together",
        source: pages.distributions,
        run: durations,
        monitor: "percentile(last_1m):p95:d{*} > 1",
        says: "o",
    },
    {
        rule: "a percentile under avg() is taken in each bucket and then averaged",
        source: pages.distributions,
        run: durations,
        monitor: "avg(last_1m):p95:d{*} > 1",
        says: "A",
    },
    {
        rule: "avg of a distribution weighs values, count counts them",
        source: pages.distributions,
        run: durations,
        monitor: "sum(last_1m):count:d{*} >= 100",
        says: "A",
    },
    {
        rule: "rollup(sum, 60) adds up the points of a minute of UNIX time",
        source: pages.sparse,
        run: evidence({
            seconds: 120,
            series: [series("m", [1, undefined, 2, 1], { interval: 30 })],
        }),
        monitor: "max(last_2m):sum:m{*}.rollup(sum, 60) >= 3",
        says: "oA",
    },
];
