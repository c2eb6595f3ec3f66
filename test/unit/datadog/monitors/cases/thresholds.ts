import { evidence, series } from "../support/evidence";
import { type Case, pages } from "./case";

/** One value a minute. */
const minutes = (values: readonly number[]): Case["run"] =>
    evidence({ seconds: values.length * 60, series: [series("m", values, { interval: 60 })] });

const recovering = (
    comparison: string,
    thresholds: object,
    values: readonly number[],
    says: string,
    rule: string,
): Case => ({
    rule,
    source: pages.recovery,
    run: minutes(values),
    monitor: { query: `avg(last_1m):avg:m{*} ${comparison}`, options: { thresholds } },
    says,
});

const from80 = { critical: 80, critical_recovery: 70 };
const from20 = { critical: 20, critical_recovery: 30 };

export const thresholdCases: readonly Case[] = [
    recovering(
        "> 80",
        { critical: 80 },
        [60, 85, 75, 70, 85],
        "oAooA",
        "without a recovery threshold it recovers when the condition is no longer met",
    ),
    recovering("> 80", from80, [60, 85, 75, 70, 85], "oAAoA", "above: recovers at or below"),
    recovering(">= 80", from80, [60, 80, 70, 69], "oAAo", "at or above: recovers below"),
    recovering("< 20", from20, [50, 10, 25, 30], "oAAo", "below: recovers at or above"),
    recovering("<= 20", from20, [50, 20, 30, 31], "oAAo", "at or below: recovers above"),
    recovering(
        "> 80",
        { critical: 80, warning: 60, critical_recovery: 70, warning_recovery: 50 },
        [55, 65, 55, 50, 85, 75, 65, 55, 45],
        "owwoAAwwo",
        "warnings have a recovery of their own, and an alert comes down by way of the warning",
    ),
    {
        rule: "an evaluation delay moves the window back: 300 s at 7:00 is 6:50 to 6:55",
        source: pages.options,
        run: minutes([1, 1, 1, 9, 1, 1, 1, 1]),
        monitor: { query: "max(last_1m):avg:m{*} > 5", options: { evaluation_delay: 120 } },
        says: "nnoooAoo",
    },
    {
        rule: "change() compares each point with the one so long before",
        source: pages.change,
        run: minutes([2, 4, 4]),
        monitor: "change(avg(last_1m),1m_ago):avg:m{*} >= 2",
        says: "nAo",
    },
    {
        rule: "the shift may also be spelled last_1m",
        source: pages.change,
        run: minutes([2, 4, 4]),
        monitor: "change(avg(last_1m),last_1m):avg:m{*} >= 2",
        says: "nAo",
    },
    {
        rule: "pct_change() is in percent of the earlier value: 2 to 4 is 100 %",
        source: pages.metricMonitor,
        run: minutes([2, 4, 4]),
        monitor: "pct_change(avg(last_1m),1m_ago):avg:m{*} > 99",
        says: "nAo",
    },
    {
        rule: "the differences are aggregated over the window, not the values",
        source: pages.change,
        run: minutes([1, 1, 5, 1]),
        // Minute 3 sees differences 0 and 4, minute 4 sees 4 and -4.
        monitor: "change(avg(last_2m),1m_ago):avg:m{*} >= 2",
        says: "noAo",
    },
    {
        rule: "monotonic_diff() counts growth only, so a counter may begin again",
        source: pages.rate,
        run: minutes([3, 3, 4, 1, 2]),
        monitor: "sum(last_10m):monotonic_diff(sum:m{*}) > 1",
        says: "noooA",
    },
    {
        rule: "differences are taken before space aggregation: a pod that leaves hides no growth",
        source: pages.rate,
        run: evidence({
            seconds: 180,
            series: [
                series("m", [5, 5], { interval: 60, tags: { pod: "a" } }),
                series("m", [0, 0, 1], { interval: 60, tags: { pod: "b" } }),
            ],
        }),
        monitor: "sum(last_3m):monotonic_diff(sum:m{*}) > 0",
        says: "noA",
    },
];
