import { evidence, series, times } from "../support/evidence";
import { type Case, pages } from "./case";

const hosts = evidence({
    seconds: 900,
    series: [
        series("m", times(60, 1), { tags: { host: "a", role: "web" } }),
        series("m", times(40, 9), { tags: { host: "b", role: "db" }, from: 300 }),
    ],
});

/** One group was always there; the other comes after five minutes, and is above at once. */
const delayed = (
    by: string,
    options: object,
    minutesOfSilence: number,
    rule: string,
    source: string = pages.newHostDelay,
): Case => {
    const [old, fresh] =
        by === "host" ? ["host:a", "host:b"] : by === "role" ? ["role:web", "role:db"] : ["", ""];
    // Its first point is of minute 6, which is evaluated a minute later.
    const silent = ".".repeat(5 + minutesOfSilence);
    return {
        rule,
        source,
        run: hosts,
        monitor: { query: `avg(last_1m):avg:m{*} by {${by}} > 5`, options },
        says: { [old]: "o".repeat(15), [fresh]: silent + "A".repeat(15 - silent.length) },
    };
};

const delayCases: readonly Case[] = [
    {
        rule: "a new group is left alone for new_group_delay seconds",
        source: `${pages.configuration}#new-group-delay`,
        run: evidence({
            seconds: 360,
            series: [
                series("m", times(24, 1), { tags: { pod: "a" } }),
                series("m", times(12, 9), { tags: { pod: "b" }, from: 180 }),
            ],
        }),
        monitor: {
            query: "avg(last_1m):avg:m{*} by {pod} > 5",
            options: { new_group_delay: 120 },
        },
        says: { "pod:a": "oooooo", "pod:b": "....AA" },
    },
    {
        rule: "the delay is 60 s when left out",
        source: `${pages.configuration}#new-group-delay`,
        run: evidence({
            seconds: 300,
            series: [
                series("m", times(20, 1), { tags: { pod: "a" } }),
                series("m", times(6, 9), { tags: { pod: "b" }, from: 195 }),
            ],
        }),
        monitor: "max(last_1m):avg:m{*} by {pod} > 5",
        says: { "pod:a": "ooooo", "pod:b": "....A" },
    },
    {
        rule: "a monitor without groups knows no such delay",
        source: `${pages.configuration}#new-group-delay`,
        run: evidence({ seconds: 120, series: [series("m", times(4, 9), { from: 60 })] }),
        monitor: { query: "avg(last_1m):avg:m{*} > 5", options: { new_group_delay: 600 } },
        says: "nA",
    },
    delayed("host", { new_host_delay: 600 }, 9, "new_host_delay leaves a new host alone"),
    delayed("host", {}, 4, "for 300 s when left out"),
    delayed("host", { new_host_delay: 0 }, 0, "and not at all where it is 0"),
    delayed(
        "host",
        { new_group_delay: 120, new_host_delay: 600 },
        1,
        "a new_group_delay that is not 0 takes its place",
    ),
    delayed("host", { new_group_delay: 0, new_host_delay: 600 }, 9, "and one that is 0 does not"),
    delayed(
        "role",
        { new_host_delay: 600 },
        0,
        "groups of anything else know no delay of hosts, only theirs of 60 s",
    ),
    {
        rule: "hosts are hosts where the group has other keys beside",
        source: pages.newHostDelay,
        run: hosts,
        monitor: {
            query: "avg(last_1m):avg:m{*} by {role,host} > 5",
            options: { new_host_delay: 480 },
        },
        says: { "role:web,host:a": "o".repeat(15), "role:db,host:b": ".".repeat(12) + "AAA" },
    },
    {
        rule: "a monitor without groups knows no delay of hosts",
        source: pages.newHostDelay,
        run: evidence({ seconds: 120, series: [series("m", times(4, 9), { from: 60 })] }),
        monitor: { query: "avg(last_1m):avg:m{*} > 5", options: { new_host_delay: 600 } },
        says: "nA",
    },
];

/** Data for two minutes, and then hours without: what the last minutes of it say. */
const hoursWithout = (
    hours: number,
    monitor: Case["monitor"],
    says: Case["says"],
    rule: string,
    source: string,
): Case => ({
    rule,
    source,
    run: evidence({
        seconds: hours * 3600 + 240,
        series: [
            series("m", times(8, 9), { tags: { pod: "a" } }),
            series("there", times(hours * 60 + 4, 9), { interval: 60, tags: { pod: "b" } }),
        ],
    }),
    monitor,
    says,
    isEnding: true,
});

const isHigh = (options: object): Case["monitor"] => ({
    query: "avg(last_1m):avg:m{*} > 5",
    options,
});

/** The evaluation of minute 3 is the first without data. */
const timeoutCases: readonly Case[] = [
    hoursWithout(
        1,
        isHigh({ timeout_h: 1 }),
        "AAoo",
        "timeout_h resolves an alert after so many hours without data",
        pages.autoResolve,
    ),
    hoursWithout(1, isHigh({ timeout_h: 0 }), "AAAA", "0 is never", pages.autoResolve),
    hoursWithout(1, isHigh({ timeout_h: 2 }), "AAAA", "and not before", pages.autoResolve),
    hoursWithout(
        1,
        isHigh({ timeout_h: 1, notify_no_data: true, no_data_timeframe: 10 }),
        "nnoo",
        "what was notified of as missing is resolved too",
        pages.autoResolve,
    ),
    hoursWithout(
        1,
        { query: "max(last_1m):max:there{*} > 5", options: { timeout_h: 1 } },
        "AAAA",
        "nothing is resolved while data come",
        pages.autoResolve,
    ),
    hoursWithout(
        1,
        { query: "avg(last_1m):avg:unheard{*} > 5", options: { timeout_h: 1 } },
        "nnnn",
        "what was never triggered is not resolved",
        pages.autoResolve,
    ),
];

const byPod = (options: object): Case["monitor"] => ({
    query: "avg(last_1m):avg:m{*} by {pod} > 5",
    options,
});

const retentionCases: readonly Case[] = [
    hoursWithout(
        2,
        byPod({ group_retention_duration: "2h" }),
        { "pod:a": "AA.." },
        "a group without data is forgotten after group_retention_duration",
        pages.retention,
    ),
    hoursWithout(
        2,
        byPod({ group_retention_duration: "120m" }),
        { "pod:a": "AA.." },
        "which minutes say as well",
        pages.retention,
    ),
    hoursWithout(
        2,
        byPod({ group_retention_duration: "1d" }),
        { "pod:a": "AAAA" },
        "and kept until then",
        pages.retention,
    ),
    hoursWithout(
        24,
        byPod({}),
        { "pod:a": "AA.." },
        "it is kept for a day when left out",
        pages.retention,
    ),
    hoursWithout(
        2,
        isHigh({ group_retention_duration: "1h" }),
        "AAAA",
        "a monitor without groups keeps its only state",
        pages.retention,
    ),
    {
        rule: "a group that comes back after that begins anew, whatever held its alert",
        source: pages.retention,
        run: evidence({
            seconds: 4200,
            series: [
                series("m", times(4, 9), { tags: { pod: "a" } }),
                series("m", times(40, 4), { tags: { pod: "a" }, from: 3900 }),
            ],
        }),
        monitor: byPod({
            thresholds: { critical: 5, critical_recovery: 2 },
            group_retention_duration: "1h",
        }),
        // Forgotten from minute 62 to 65; then 4 is not above 5, and no alert is there to hold.
        says: { "pod:a": `${"A".repeat(61)}....ooooo` },
    },
];

export const groupCases: readonly Case[] = [...delayCases, ...timeoutCases, ...retentionCases];
