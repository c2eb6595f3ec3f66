import assert from "node:assert/strict";
import fc from "fast-check";
import { evidence, series, start } from "./support/evidence";
import { said } from "./support/watch";

const seconds = 1200;
const points = seconds / 15;

/** A series of whole numbers with gaps: sums of them do not depend on the order. */
const values = fc.array(fc.option(fc.integer({ min: 0, max: 50 }), { nil: undefined, freq: 4 }), {
    minLength: points,
    maxLength: points,
});

const timeAggregator = fc.constantFrom("avg", "sum", "min", "max");
const comparator = fc.constantFrom(">", ">=", "<", "<=");
const minutes = fc.integer({ min: 1, max: 8 });
const threshold = fc.integer({ min: 0, max: 60 });
const space = fc.constantFrom("avg", "sum", "min", "max");
const missing = fc.constantFrom("default", "show_no_data", "resolve");

const monitor = fc
    .record({ timeAggregator, minutes, space, comparator, threshold, missing })
    .map((one) => ({
        ...one,
        query: (filter: string, by: string, factor = 1): string =>
            `${one.timeAggregator}(last_${one.minutes}m):${one.space}:m{${filter}}${by} ` +
            `${one.comparator} ${one.threshold * factor}`,
    }));

describe("monitors keep saying the same", () => {
    it("when the whole run is moved in time", () => {
        fc.assert(
            fc.property(
                values,
                values,
                monitor,
                fc.integer({ min: 1, max: 10_000 }),
                (a, b, one, shift) => {
                    const at = start + shift * 3600;
                    const run = (from: number): Parameters<typeof said>[0] =>
                        evidence({
                            seconds,
                            at: from,
                            series: [
                                series("m", a, { tags: { pod: "a" }, at: from }),
                                series("m", b, { tags: { pod: "b" }, at: from }),
                            ],
                        });
                    const query = one.query("*", "");
                    const options = { on_missing_data: one.missing };
                    assert.deepEqual(
                        said(run(at), { query, options }),
                        said(run(start), { query, options }),
                    );
                },
            ),
            { numRuns: 60 },
        );
    });

    it("about each group, whether the groups are watched together or one by one", () => {
        fc.assert(
            fc.property(values, values, monitor, (a, b, one) => {
                const run = evidence({
                    seconds,
                    series: [
                        series("m", a, { tags: { pod: "a" } }),
                        series("m", b, { tags: { pod: "b" } }),
                    ],
                });
                const options = { on_missing_data: one.missing, new_group_delay: 0 };
                // Only where several series are asked for are gaps bridged, so not at all here.
                const query = (filter: string): string => one.query(filter, " by {pod}.fill(null)");
                const together = said(run, { query: query("*"), options });
                ["pod:a", "pod:b"].forEach((group) => {
                    const alone = said(run, { query: query(group), options });
                    assert.equal(together[group], alone[group]);
                });
            }),
            { numRuns: 60 },
        );
    });

    it("when a sum is made of more series that add up to the same", () => {
        fc.assert(
            fc.property(values, values, monitor, (a, b, one) => {
                const whole = a.map((value, at) =>
                    value === undefined || b[at] === undefined ? undefined : value + b[at],
                );
                const partOf = (part: typeof a): typeof a =>
                    part.map((value, at) => (whole[at] === undefined ? undefined : value));
                const query = (metric: string): string =>
                    one
                        .query("*", "")
                        .replace(`:${one.space}:m{*}`, `:sum:${metric}{*}.fill(null)`);
                const run = evidence({
                    seconds,
                    series: [
                        series("parts", partOf(a), { tags: { pod: "a" } }),
                        series("parts", partOf(b), { tags: { pod: "b" } }),
                        series("whole", whole),
                    ],
                });
                const options = { on_missing_data: one.missing };
                assert.deepEqual(
                    said(run, { query: query("parts"), options }),
                    said(run, { query: query("whole"), options }),
                );
            }),
            { numRuns: 60 },
        );
    });

    it("in another unit, when the thresholds are in that unit as well", () => {
        fc.assert(
            fc.property(values, monitor, fc.constantFrom(2, 1024, 0.25), (a, one, factor) => {
                const run = (unit: number): Parameters<typeof said>[0] =>
                    evidence({
                        seconds,
                        series: [
                            series(
                                "m",
                                a.map((value) => value && value * unit),
                            ),
                        ],
                    });
                const options = { on_missing_data: one.missing };
                assert.deepEqual(
                    said(run(factor), { query: one.query("*", "", factor), options }),
                    said(run(1), { query: one.query("*", ""), options }),
                );
            }),
            { numRuns: 60 },
        );
    });
});
