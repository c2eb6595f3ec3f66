import { evidence, series, times } from "../support/evidence";
import { type Case, pages } from "./case";

const none = undefined;

const received = evidence({
    seconds: 60,
    series: [
        series("net.bytes_rcvd", [15, undefined, undefined, 25], {
            interval: 10,
            tags: { host: "A" },
        }),
        series("net.bytes_rcvd", [undefined, 10, undefined, undefined, 40], {
            interval: 10,
            tags: { host: "B" },
        }),
    ],
});

/** The guide's two timers, which report every ten minutes, five minutes apart. */
const timers = evidence({
    seconds: 2400,
    series: [
        series("gauge", [none, 1, none, 0, none, 1, none, 1], {
            interval: 300,
            tags: { timer: "norm" },
        }),
        series("gauge", [1, none, 1, none, 1, none, 1], {
            interval: 300,
            tags: { timer: "offset" },
        }),
    ],
});

/** Two hours in buckets of ten minutes, as in the guide's table; x is a bucket without data. */
function twoHours(buckets: string): Case["run"] {
    const values = Array.from(buckets, (one) => (one === "1" ? 9 : undefined));
    return evidence({ seconds: 7200, series: [series("m", values, { interval: 600 })] });
}

const fullWindow = (buckets: string, says: string, rule: string): Case => ({
    rule,
    source: `${pages.metricMonitor}#data-window`,
    run: twoHours(buckets),
    monitor: { query: "avg(last_2h):avg:m{*} > 5", options: { require_full_window: true } },
    says,
    isEnding: true,
});

const lost = evidence({ seconds: 240, series: [series("m", times(8, 9))] });

const withOption = (on_missing_data: string, says: string, rule: string): Case => ({
    rule,
    source: `${pages.configuration}#no-data`,
    run: lost,
    monitor: { query: "avg(last_1m):avg:m{*} > 5", options: { on_missing_data } },
    says,
});

export const gapCases: readonly Case[] = [
    {
        rule: "series of a gauge are aligned by straight lines: 25 + 30 is 55",
        source: pages.fill,
        run: received,
        monitor: "max(last_1m):sum:net.bytes_rcvd{*} >= 55",
        says: "A",
    },
    {
        rule: "no line goes beyond the last point: its other end has not happened",
        source: pages.fill,
        run: received,
        monitor: "max(last_1m):sum:net.bytes_rcvd{*} > 55",
        says: "o",
    },
    {
        rule: "an evaluation knows nothing of points that come after it",
        source: pages.fill,
        run: evidence({
            seconds: 120,
            series: [
                series("m", [10, none, none, none, 100], { tags: { host: "A" } }),
                series("m", times(8, 0), { tags: { host: "B" } }),
            ],
        }),
        // The line from 10 to 100 would be at 77 by 0:45.
        monitor: "max(last_1m):sum:m{*} > 50",
        says: "oA",
    },
    {
        rule: "fill(null) leaves gaps: the largest sum is the 40 of one host",
        source: pages.fill,
        run: received,
        monitor: "max(last_1m):sum:net.bytes_rcvd{*}.fill(null) > 40",
        says: "o",
    },
    {
        rule: "fill(zero) puts 0 there, which an average shows: (15+10+0+25+40+0)/6 is 15",
        source: pages.fill,
        run: received,
        monitor: "avg(last_1m):sum:net.bytes_rcvd{*}.fill(zero) <= 15",
        says: "A",
    },
    {
        rule: "dividing by 0 or by nothing gives no point: 10/0 + 10/1 + 10/NaN is 10",
        source: pages.sparse,
        run: evidence({
            seconds: 180,
            series: [
                series("a", [10, 10, 10], { interval: 60 }),
                series("b", [0, 1], { interval: 60 }),
            ],
        }),
        monitor: "sum(last_3m):sum:a{*} / sum:b{*} >= 10",
        says: "nAA",
    },
    {
        rule: "gaps of more than five minutes are not bridged, so nothing divides by anything",
        source: pages.sparse,
        run: timers,
        monitor: "sum(last_35m):sum:gauge{timer:norm} / sum:gauge{timer:offset} >= 0",
        says: "n".repeat(40),
    },
    {
        rule: "fill(last, 900) carries each value on: the guide's sum is 5",
        source: pages.sparse,
        run: timers,
        monitor:
            "sum(last_35m):sum:gauge{timer:norm}.fill(last,900) " +
            "/ sum:gauge{timer:offset}.fill(last,900) >= 5",
        says: "A",
        isEnding: true,
    },
    fullWindow("111111111111", "A", "a window with all buckets is full"),
    fullWindow("x11111111111", "n", "without its first bucket a window is not full"),
    fullWindow("11xxx1111111", "A", "three empty buckets are allowed"),
    fullWindow("1xxx1111xx11", "n", "five are not: the evaluation is cancelled"),
    {
        rule: "an evaluation that is cancelled leaves the state as it was",
        source: `${pages.metricMonitor}#data-window`,
        run: evidence({ seconds: 600, series: [series("m", times(24, 9))] }),
        monitor: {
            query: "avg(last_5m):avg:m{*} > 5",
            // From minute 10 on four of five minutes are empty.
            options: { require_full_window: true, on_missing_data: "resolve" },
        },
        // Full is at most three empty minutes: from the second point on, and until the window
        // begins after minute 5.
        says: "nnnnAAAAAA",
    },
    {
        rule: "without a full window one point is enough",
        source: `${pages.metricMonitor}#data-window`,
        run: evidence({ seconds: 120, series: [series("m", [9])] }),
        monitor: "avg(last_5m):avg:m{*} > 5",
        says: "AA",
    },
    withOption("default", "AAAA", "missing data of a gauge: the last known status"),
    withOption("show_no_data", "AAnn", "show_no_data: No Data at once"),
    withOption("show_and_notify_no_data", "AAnn", "show_and_notify_no_data: the same state"),
    withOption("resolve", "AAoo", "resolve: OK"),
    {
        rule: "without either option a monitor that finds nothing stays as it is",
        source: "/monitors/guide/troubleshooting-monitor-alerts/#sparse-metrics",
        run: lost,
        monitor: "avg(last_1m):avg:m{*} > 5",
        says: "AAAA",
    },
    {
        rule: "notify_no_data turns it to No Data after no_data_timeframe minutes",
        source: pages.options,
        run: lost,
        monitor: {
            query: "avg(last_1m):avg:m{*} > 5",
            options: { notify_no_data: true, no_data_timeframe: 2 },
        },
        says: "AAAn",
    },
    {
        rule: "the timeframe is twice the window when left out",
        source: pages.options,
        run: evidence({ seconds: 420, series: [series("m", times(4, 9))] }),
        monitor: { query: "avg(last_2m):avg:m{*} > 5", options: { notify_no_data: true } },
        // The last point is of second 45; four minutes later, at 4:45, patience is at its end.
        says: "AAAAnnn",
    },
    {
        rule: "what was never seen is No Data",
        source: `${pages.configuration}#no-data`,
        run: lost,
        monitor: "avg(last_1m):avg:unheard{*} > 5",
        says: "nnnn",
    },
    {
        rule: "default_zero() makes 0 of what is missing, so an alert resolves",
        source: pages.interpolation,
        run: lost,
        monitor: "max(last_1m):default_zero(max:m{*}) > 5",
        says: "AAoo",
    },
    {
        rule: "default_zero() has nothing to fill where nothing ever was",
        source: pages.interpolation,
        run: lost,
        monitor: "max(last_1m):default_zero(max:unheard{*}) >= 0",
        says: "nnnn",
    },
    {
        rule: "exclude_null() drops groups without the tag, which monitors do not have anyway",
        source: "/dashboards/functions/exclusion/",
        run: lost,
        monitor: "max(last_1m):exclude_null(max:m{*} by {pod_name}) > 5",
        says: {},
    },
];
