import { distribution, evidence, series, times } from "../support/evidence";
import { type Case, pages } from "./case";

/*
 * Counts are different: what is missing of them is 0 when the monitor says so, and arithmetic with
 * them is done with the totals of the window.
 */

/** Faults come for two minutes and then no more; calls come for six, three times as many. */
const run = evidence({
    seconds: 600,
    series: [
        series("faults", times(8, 5), { tags: { site: "a" } }),
        series("calls", times(24, 15), { tags: { site: "a" } }),
    ],
    distributions: [distribution("size", times(8, [1, 2]))],
});

const missing = "/monitors/guide/on_missing_data/";

const byDefault = (query: string, says: string, rule: string): Case => ({
    rule,
    source: missing,
    run,
    monitor: { query, options: { on_missing_data: "default" } },
    says,
});

const missingCases: readonly Case[] = [
    byDefault(
        "sum(last_2m):sum:faults{*}.as_count() > 10",
        "AAAooooooo",
        "default: a count of which nothing comes is 0, so an alert on it ends",
    ),
    byDefault(
        "sum(last_2m):sum:faults{*}.as_count() < 1",
        "oooAAAAAAA",
        "and 0 is below 1: an alert on silence comes",
    ),
    {
        ...byDefault(
            "sum(last_2m):sum:faults{*} by {site}.as_count() < 1",
            "",
            "that holds for each group that was seen",
        ),
        says: { "site:a": "oooAAAAAAA" },
    },
    byDefault(
        "sum(last_2m):sum:faults{*}.as_count() / sum:calls{*}.as_count() >= 0.1",
        "AAAooooooo",
        "a ratio of counts that lacks its upper part is 0",
    ),
    byDefault(
        "sum(last_2m):sum:faults{*}.as_count() / sum:calls{*}.as_count() < 0.01",
        "oooAAAAAAA",
        "and so is one that lacks both: what is empty counts as 0, not as nothing",
    ),
    byDefault(
        "sum(last_2m):100 * (sum:faults{*}.as_count() / sum:calls{*}.as_count()) > 1",
        "AAAooooooo",
        "wherever in the arithmetic the counts stand",
    ),
    {
        ...byDefault(
            "sum(last_2m):exclude_null(sum:faults{*} by {site}.as_count()) < 1",
            "",
            "exclude_null() changes nothing about it",
        ),
        says: { "site:a": "oooAAAAAAA" },
    },
    byDefault(
        "sum(last_2m):count:size{*} < 1",
        "oooAAAAAAA",
        "how many values a distribution has is a count as well",
    ),
    byDefault(
        "sum(last_2m):sum:sockshop.orders.failed{*} < 1",
        "nnnnnnnnnn",
        "a monitor has to have seen data before it alerts on their lack",
    ),
    byDefault(
        "sum(last_2m):sum:faults{*}.as_rate() > 1",
        "AAAAAAAAAA",
        "default of a rate: the last known status",
    ),
    byDefault(
        "sum(last_2m):sum:faults{*} > 10",
        "AAAAAAAAAA",
        "and of a gauge, however it is added up",
    ),
    {
        rule: "without the option a count keeps its status too",
        source: `${pages.configuration}#auto-resolve`,
        run,
        monitor: "sum(last_2m):sum:faults{*}.as_count() > 10",
        says: "AAAAAAAAAA",
    },
    {
        rule: "other options go before: No Data, or OK, whatever 0 would mean",
        source: missing,
        run,
        monitor: {
            query: "sum(last_2m):sum:faults{*}.as_count() < 1",
            options: { on_missing_data: "resolve" },
        },
        says: "oooooooooo",
    },
    {
        rule: "a count metric is a count without being asked for as one",
        source: missing,
        run: evidence({
            seconds: 300,
            series: [series("sockshop.orders.failed", times(4, 2))],
        }),
        monitor: {
            query: "sum(last_1m):sum:sockshop.orders.failed{*} > 1",
            options: { on_missing_data: "default" },
        },
        says: "Aoooo",
    },
];

/** The ratio of the totals is 6 / 40; those of the points add up to 1.52. */
const uneven = evidence({
    seconds: 60,
    series: [
        series("bad", [1, 2, 3, 0]),
        series("all", [1, 9, 10, 20]),
        series("sparse", [undefined, 4]),
        series("hosts", times(4, 2)),
    ],
});

const ratio = "sum:bad{*}.as_count() / sum:all{*}.as_count()";

const total = (expression: string, value: number, rule: string): Case => ({
    rule,
    source: pages.asCount,
    run: uneven,
    monitor: `sum(last_1m):${expression} >= ${value}`,
    says: "A",
});

const notAbove = (expression: string, value: number): Case => ({
    ...total(expression, value, `${expression} is not above ${value}`),
    monitor: `sum(last_1m):${expression} > ${value}`,
    says: "o",
});

/** Reached and not exceeded, so that no other value will do. */
const both = (expression: string, value: number, rule: string): readonly Case[] => [
    total(expression, value, rule),
    notAbove(expression, value),
];

const arithmeticCases: readonly Case[] = [
    ...both(ratio, 0.15, "a ratio is one of the totals"),
    ...both(`default_zero(${ratio})`, 0.15, "default_zero() around it changes no order"),
    ...both(`exclude_null(${ratio})`, 0.15, "nor does exclude_null()"),
    ...both(`default_zero(exclude_null(${ratio}))`, 0.15, "nor do both"),
    ...both(
        "default_zero(sum:bad{*}.as_count()) / default_zero(sum:all{*}.as_count())",
        0.15,
        "nor a function around each part",
    ),
    ...both(`100 * (${ratio})`, 15, "a product is one of the totals"),
    ...both(`(((${ratio}))) * 100`, 15, "however deep in parentheses the counts stand"),
    ...both(
        `100 - (default_zero(${ratio}) * 100)`,
        85,
        "a difference is taken once, not per point",
    ),
    ...both(
        "(sum:all{*}.as_count() - sum:bad{*}.as_count()) / sum:all{*}.as_count()",
        0.85,
        "a sum within a ratio",
    ),
    ...both("sum:bad{*}.as_count() + 10", 16, "a number is added once"),
    ...both(`abs(-1 * (${ratio}))`, 0.15, "abs() is of the ratio of the totals"),
    ...both(`ceil(100 * (${ratio}))`, 15, "ceil() rounds once"),
    ...both(
        "clamp_min(sum:bad{*}.as_count(), 10) / sum:all{*}.as_count()",
        0.25,
        "clamp_min() of a part is of its total",
    ),
    ...both(
        "sum:sparse{*}.as_count() / (sum:bad{*}.as_count() + sum:nothing{*}.as_count())",
        4 / 6,
        "what is missing in a part is 0",
    ),
    ...both(
        "sum:bad{*}.as_count() / sum:hosts{*}",
        0.75,
        "one as_count() is enough for both sides",
    ),
    ...["sum:late{*}.as_count()", "default_zero(sum:late{*}.as_count())"].map((part) => ({
        rule: `${part} is 0 in a ratio also before its first point`,
        source: pages.asCount,
        run: evidence({
            seconds: 180,
            series: [series("late", times(3, 5), { from: 120 }), series("all", times(12, 10))],
        }),
        monitor: `sum(last_1m):${part} / sum:all{*}.as_count() > 0.3`,
        says: "ooA",
    })),
    {
        rule: "default_zero() makes 0 of a division by nothing",
        source: pages.interpolation,
        run: uneven,
        monitor: {
            query: "sum(last_1m):default_zero(sum:bad{*}.as_count() / sum:nothing{*}.as_count()) < 1",
            options: { on_missing_data: "default" },
        },
        says: "A",
    },
];

/** Ten in the first minute, fifteen in the second, at other moments. */
const growing = evidence({
    seconds: 180,
    series: [
        series("c", [
            ...[10, undefined, undefined, undefined],
            ...[undefined, 5, undefined, 10],
            ...[undefined, undefined, undefined, undefined],
        ]),
    ],
});

const changeCases: readonly Case[] = [
    {
        rule: "with as_count() a change is one of the totals: 10 to 15 is 50 %",
        source: `${pages.asCount}#gauge-metrics-and-pct_change`,
        run: growing,
        monitor: "pct_change(sum(last_1m),last_1m):sum:c{*}.as_count() >= 50",
        // Of the first minute nothing is known before; in the third there is nothing left.
        says: "nAo",
    },
    {
        rule: "the fall to nothing is -100 %, not the sum of the points' falls",
        source: `${pages.asCount}#gauge-metrics-and-pct_change`,
        run: growing,
        monitor: "pct_change(sum(last_1m),last_1m):sum:c{*}.as_count() < -100",
        says: "noo",
    },
    {
        rule: "a change of a ratio is the difference of two ratios of totals",
        source: pages.asCount,
        run: evidence({
            seconds: 120,
            series: [
                series("bad", [1, 0, 0, 0, 1, 2, 3, 0]),
                series("all", [1, 9, 10, 20, 1, 9, 10, 20]),
            ],
        }),
        // From 1 / 40 to 6 / 40.
        monitor: `change(sum(last_1m),1m_ago):default_zero(${ratio}) >= 0.124`,
        says: "nA",
    },
    {
        rule: "and not more than that",
        source: pages.asCount,
        run: evidence({
            seconds: 120,
            series: [
                series("bad", [1, 0, 0, 0, 1, 2, 3, 0]),
                series("all", [1, 9, 10, 20, 1, 9, 10, 20]),
            ],
        }),
        monitor: `change(sum(last_1m),1m_ago):default_zero(${ratio}) > 0.126`,
        says: "no",
    },
];

export const countCases: readonly Case[] = [...missingCases, ...arithmeticCases, ...changeCases];
