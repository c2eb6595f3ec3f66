import { distribution, evidence, series, times } from "../support/evidence";
import { type Case, pages } from "./case";

/** An SLO in the API's form: slices of a minute in which at most 5 % fail. */
const slo = (target: number, query = "avg:ratio{*}", sliceSeconds = 60): object => ({
    id: "abc123",
    name: "availability",
    type: "time_slice",
    thresholds: [{ timeframe: "7d", target }],
    sli_specification: {
        time_slice: {
            comparator: "<=",
            threshold: 0.05,
            query_interval_seconds: sliceSeconds,
            query: {
                formulas: [{ formula: "a" }],
                queries: [{ data_source: "metrics", name: "a", query }],
            },
        },
    },
});

const burnRate = (threshold: number): string =>
    `burn_rate("abc123").over("7d").long_window("1h").short_window("5m") > ${threshold}`;

/** Bad in these minutes of twenty. */
const bad = (minutes: readonly number[]): Case["run"] =>
    evidence({
        seconds: 1200,
        series: [
            series(
                "ratio",
                times(20, 0).map((good, minute) => (minutes.includes(minute) ? 1 : good)),
                { interval: 60 },
            ),
        ],
    });

export const sloCases: readonly Case[] = [
    {
        rule: "both windows must exceed: two bad minutes burn 33 over the hour, until five are good",
        source: pages.burnRate,
        run: bad([10, 11]),
        monitor: burnRate(16.8),
        slos: [slo(99.9)],
        // The second bad minute ends at minute 12 and leaves the short window at minute 17.
        says: "o".repeat(11) + "A".repeat(5) + "oooo",
    },
    {
        rule: "one bad minute in an hour burns 1/60 / 0.001 = 16.7 times the budget",
        source: pages.burnRate,
        run: bad([10]),
        monitor: burnRate(16.8),
        slos: [slo(99.9)],
        says: "o".repeat(20),
    },
    {
        rule: "which is more than 16.6",
        source: pages.burnRate,
        run: bad([10]),
        monitor: burnRate(16.6),
        slos: [slo(99.9)],
        says: "o".repeat(10) + "A".repeat(5) + "ooooo",
    },
    {
        rule: "the rate is a multiple of 1 - target: at 99.5 % two minutes burn 6.7",
        source: pages.burnRate,
        run: bad([10, 11]),
        monitor: burnRate(16.8),
        slos: [slo(99.5)],
        says: "o".repeat(20),
    },
    {
        rule: "a slice without data counts as good",
        source: `${pages.timeSlice}#missing-data`,
        run: evidence({ seconds: 300, series: [] }),
        monitor: burnRate(0),
        slos: [slo(99.9)],
        says: "ooooo",
    },
    {
        rule: "with groups a slice is good when all groups are",
        source: `${pages.timeSlice}#groups-and-overall-uptime`,
        run: evidence({
            seconds: 120,
            series: [
                series("ratio", [0, 0], { interval: 60, tags: { pod: "a" } }),
                series("ratio", [1, 0], { interval: 60, tags: { pod: "b" } }),
            ],
        }),
        monitor: burnRate(1),
        slos: [slo(99.9, "avg:ratio{*} by {pod}")],
        says: "AA",
    },
    {
        rule: "the query aggregates within the slice: a percentile over all its values",
        source: pages.timeSlice,
        run: evidence({
            seconds: 120,
            distributions: [
                // One bucket is bad, the minute as a whole is not.
                distribution("d", [[1], times(40, 0), times(40, 0), times(40, 0), [1]]),
            ],
        }),
        monitor: burnRate(1),
        slos: [slo(99.9, "p95:d{*}")],
        says: "oA",
    },
    {
        rule: "slices may be five minutes long",
        source: pages.timeSlice,
        run: bad([7]),
        monitor: burnRate(16.8),
        slos: [slo(99.9, "max:ratio{*}.rollup(max)", 300)],
        says: "o".repeat(9) + "A".repeat(5) + "o".repeat(6),
    },
    {
        rule: "error_budget() is the percentage of the budget that is used up",
        source: "API v1, monitor query of type slo alert",
        run: bad([1, 2]),
        // Two of 10080 minutes, of which 10.08 are allowed: 19.8 %.
        monitor: 'error_budget("abc123").over("7d") >= 19.8',
        slos: [slo(99.9)],
        says: "oo" + "A".repeat(18),
    },
];
