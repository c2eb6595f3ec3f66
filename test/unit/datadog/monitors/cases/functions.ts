import { evidence, series, times } from "../support/evidence";
import type { Case } from "./case";

const arithmeticPage = "/dashboards/functions/arithmetic/";
const exclusionPage = "/dashboards/functions/exclusion/";
const shiftPage = "/dashboards/functions/timeshift/";
const none = undefined;

const minutes = (
    values: readonly (number | undefined)[],
    seconds = values.length * 60,
): Case["run"] => evidence({ seconds, series: [series("m", values, { interval: 60 })] });

const sinking = minutes([-3, -7.5, 7.4, none, 2]);

const of = (rule: string, source: string, query: string, says: string, run = sinking): Case => ({
    rule,
    source,
    run,
    monitor: `avg(last_1m):${query}`,
    says,
});

/** Two hours; the second is twice the first, and the pods' tags stand in both orders. */
const hours = evidence({
    seconds: 7200,
    loadFrom: 3600,
    series: [
        series("m", [...times(60, 10), ...times(60, 20)], {
            interval: 60,
            tags: { a: "1", b: "x" },
        }),
        series("limit", times(120, 40), { interval: 60, tags: { a: "1", b: "x" } }),
    ],
});

const late = (rule: string, source: string, query: string, says: string): Case => ({
    ...of(rule, source, query, says, hours),
    isEnding: true,
});

export const functionCases: readonly Case[] = [
    of("abs() is the size of a value", arithmeticPage, "abs(avg:m{*}) > 7", "oAAAo"),
    of("ceil() rounds up", arithmeticPage, "ceil(avg:m{*}) > 7", "ooAAo"),
    of("floor() rounds down", arithmeticPage, "floor(avg:m{*}) <= -8", "oAooo"),
    of("a minus before a number is its sign", arithmeticPage, "-1 * avg:m{*} > 7", "oAooo"),
    of("a minus before a metric turns it round", arithmeticPage, "-avg:m{*} > 7", "oAooo"),
    of("clamp_max() cuts off what is above", exclusionPage, "clamp_max(avg:m{*}, 5) > 5", "ooooo"),
    of("clamp_min() also stands for gaps", exclusionPage, "clamp_min(avg:m{*}, 6) == 6", "AAoAA"),
    of("cutoff_max() leaves a gap", exclusionPage, "cutoff_max(avg:m{*}, 5) > -5", "AoooA"),
    of(
        "default() is the older default_zero()",
        "/dashboards/functions/interpolation/",
        "default(avg:m{*}, 9) > 8",
        "oooAo",
    ),
    late(
        "hour_before() is the same metric an hour ago",
        shiftPage,
        "avg:m{*} / hour_before(avg:m{*}) >= 2",
        "AAA",
    ),
    late(
        "timeshift() looks back by seconds, which are negative",
        shiftPage,
        "timeshift(avg:m{*}, -3600) > 15",
        "ooo",
    ),
    {
        ...late("tags to group by are one grouping in any order", "/metrics/", "", ""),
        monitor: "avg(last_1m):avg:m{*} by {a,b} / avg:limit{*} by {b,a} > 0.4",
        says: { "a:1,b:x": `${"o".repeat(60)}${"A".repeat(60)}` },
        isEnding: false,
    },
];
