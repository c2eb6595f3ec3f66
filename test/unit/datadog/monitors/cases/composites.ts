import { evidence, series, times } from "../support/evidence";
import type { Exported } from "../support/watch";
import { type Case, pages } from "./case";

/** Values of the second minute that put a monitor with these thresholds into each state. */
const values = { Alert: 9, Warn: 7, Ok: 1, "No Data": undefined } as const;
type Status = keyof typeof values;

const part = (id: number, metric: string): Exported => ({
    id,
    query: `avg(last_1m):avg:${metric}{*} > 8`,
    options: { thresholds: { critical: 8, warning: 5 }, on_missing_data: "show_no_data" },
});

/** A minute in which all is well, and one in which the two monitors say this. */
function two(a: Status, b: Status): Case["run"] {
    const minute = (status: Status): readonly (number | undefined)[] => [
        ...times(4, 1),
        ...times(4, values[status]),
    ];
    return evidence({ seconds: 120, series: [series("a", minute(a)), series("b", minute(b))] });
}

/** A row of Datadog's table; the last known state is OK. */
function row(
    a: Status,
    b: Status,
    condition: "&&" | "||",
    notify: boolean | undefined,
    letter: string,
): Case {
    return {
        rule: `${a} ${condition} ${b}${notify === true ? ", notified of missing data" : ""}`,
        source: pages.composite,
        run: two(a, b),
        monitor: {
            query: `1 ${condition} 2`,
            options: notify === undefined ? {} : { notify_no_data: notify },
        },
        others: [part(1, "a"), part(2, "b")],
        says: `o${letter}`,
    };
}

const negated = (a: Status, letter: string): Case => ({
    rule: `!${a}`,
    source: pages.composite,
    run: two(a, "Alert"),
    monitor: { query: "!1 && 2", options: { notify_no_data: true } },
    others: [part(1, "a"), part(2, "b")],
    // In the first minute b is OK, and so is the whole.
    says: `o${letter}`,
});

const grouped = (id: number, metric: string, by: string): Exported => ({
    id,
    query: `max(last_1m):max:${metric}{*} by {${by}} > 5`,
});

const hosts = evidence({
    seconds: 60,
    series: [
        ...["web03", "web04"].map((host) => series("a", times(4, 9), { tags: { host } })),
        ...["web04", "web05"].map((host) => series("b", times(4, 9), { tags: { host } })),
        series("c", times(4, 9), { tags: { service: "web04" } }),
        series("d", times(4, 9), { tags: { device: "sda", host: "web04" } }),
        series("e", times(4, 9)),
    ],
});

export const compositeCases: readonly Case[] = [
    row("Alert", "Warn", "&&", undefined, "w"),
    row("Alert", "Warn", "||", undefined, "A"),
    row("Alert", "Ok", "&&", undefined, "o"),
    row("Alert", "Ok", "||", undefined, "A"),
    row("Warn", "Ok", "&&", undefined, "o"),
    row("Warn", "Ok", "||", undefined, "w"),
    row("No Data", "Warn", "&&", true, "n"),
    row("No Data", "Warn", "||", true, "w"),
    row("No Data", "Warn", "&&", false, "o"),
    row("No Data", "Warn", "||", false, "w"),
    row("No Data", "Ok", "&&", false, "o"),
    row("No Data", "Ok", "||", false, "o"),
    row("No Data", "Ok", "&&", true, "o"),
    row("No Data", "Ok", "||", true, "n"),
    row("No Data", "No Data", "&&", true, "n"),
    row("No Data", "No Data", "||", true, "n"),
    negated("Ok", "A"),
    negated("Alert", "o"),
    negated("Warn", "o"),
    negated("No Data", "n"),
    {
        rule: "&& binds more tightly than ||, parentheses come first",
        source: pages.composite,
        run: two("Ok", "Alert"),
        monitor: "1 && (2 || 1) || 2",
        others: [part(1, "a"), part(2, "b")],
        says: "oA",
    },
    {
        rule: "of several multi alerts only the groups that all have count",
        source: "/monitors/types/composite/#common-reporting-sources",
        run: hosts,
        monitor: "1 && 2",
        others: [grouped(1, "a", "host"), grouped(2, "b", "host")],
        says: { "host:web04": "A" },
    },
    {
        rule: "groups are matched by their values, not by their keys",
        source: "/monitors/types/composite/#common-reporting-sources",
        run: hosts,
        monitor: "1 && 3",
        others: [grouped(1, "a", "host"), grouped(3, "c", "service")],
        says: { "host:web04": "A" },
    },
    {
        rule: "device,host goes with host",
        source: "/monitors/types/composite/#common-reporting-sources",
        run: hosts,
        monitor: "1 && 4",
        others: [grouped(1, "a", "host"), grouped(4, "d", "device,host")],
        says: { "device:sda,host:web04": "A" },
    },
    {
        rule: "a simple alert is part of every group",
        source: "/monitors/types/composite/#number-of-alerts",
        run: hosts,
        monitor: "1 && 5",
        others: [grouped(1, "a", "host"), { id: 5, query: "max(last_1m):max:e{*} > 5" }],
        says: { "host:web03": "A", "host:web04": "A" },
    },
];
