import assert from "node:assert/strict";

import { eventReasons, eventTags } from "../../../../datadog/facts/events";
import { logTags } from "../../../../datadog/facts/logs";
import type { MetricFact } from "../../../../datadog/facts/metricFact";
import { metricFact } from "../../../../datadog/facts/metrics";
import { plausibleRanges, units } from "../../../../datadog/facts/units";
import type { Tags } from "../../../../evidence/evidence";
import { shortRun } from "./runs";

const cases = [
    ["hybrid", "hpa"],
    ["hybrid", "none"],
    ["crash", "none"],
    ["payment", "none"],
] as const;

/** What is wrong with a series next to the table of facts. */
function mistakes(metric: string, tags: Tags, fact: MetricFact | undefined): readonly string[] {
    if (fact === undefined) {
        return [`${metric} is not in the table of facts`];
    }
    const unknown = Object.keys(tags).filter((tag) => !fact.tags.includes(tag));
    const values = Object.entries(fact.values ?? {}).filter(
        ([tag, allowed]) => !allowed.includes(tags[tag] ?? "nothing"),
    );
    return [
        ...unknown.map((tag) => `${metric} cannot carry ${tag}`),
        ...values.map(([tag]) => `${metric} with ${tag}:${tags[tag] ?? "(none)"}`),
    ];
}

/** The lowest and highest value that make sense for a fact, in its unit. */
function range({ unit, kind, name }: MetricFact): readonly [number, number] {
    const { dimensions, scale } = units[unit];
    const powers = JSON.stringify(dimensions);
    const isUsage = kind === "rate";
    if (powers === '{"core":1}') {
        return [
            isUsage ? 0 : plausibleRanges.cpu.lowest / scale,
            plausibleRanges.cpu.highest / scale,
        ];
    }
    if (powers === '{"byte":1}') {
        return [plausibleRanges.memory.lowest, plausibleRanges.memory.highest];
    }
    if (powers === '{"second":1}') {
        // A sum is of many requests.
        return [0, name.endsWith(".sum") ? 1e6 : plausibleRanges.time.highest / scale];
    }
    return unit === "fraction" ? [0, 1] : [0, 1e9];
}

describe("simulated telemetry and the table of facts", () => {
    for (const [incident, remediation] of cases) {
        describe(`${incident} with ${remediation}`, () => {
            it("has only metrics and tags that Datadog would have", async () => {
                const { series, distributions } = await shortRun(incident, remediation);
                const found = [...series, ...distributions].flatMap(({ metric, tags }) =>
                    mistakes(metric, tags, metricFact(metric)),
                );
                assert.deepEqual([...new Set(found)], []);
            });

            it("has distributions where Datadog has them, and only there", async () => {
                const { series, distributions } = await shortRun(incident, remediation);
                const wrong = [
                    ...series.filter(({ metric }) => metricFact(metric)?.kind === "distribution"),
                    ...distributions.filter(
                        ({ metric }) => metricFact(metric)?.kind !== "distribution",
                    ),
                ];
                assert.deepEqual([...new Set(wrong.map(({ metric }) => metric))], []);
            });

            it("has values of the right magnitude", async () => {
                const { series, distributions } = await shortRun(incident, remediation);
                const values = [
                    ...series.flatMap(({ metric, values: all }) =>
                        all.map((value) => ({ metric, value })),
                    ),
                    ...distributions.flatMap(({ metric, sketches }) =>
                        sketches.flatMap(({ min, max }) => [
                            { metric, value: min },
                            { metric, value: max },
                        ]),
                    ),
                ];
                const wrong = values.filter(({ metric, value }) => {
                    const fact = metricFact(metric);
                    const [lowest, highest] = fact === undefined ? [0, 0] : range(fact);
                    return !(value >= lowest && value <= highest);
                });
                assert.deepEqual(wrong.slice(0, 3), []);
            });

            it("has one series for each metric and set of tags", async () => {
                const { series, distributions } = await shortRun(incident, remediation);
                const keys = [...series, ...distributions].map(
                    ({ metric, tags }) => `${metric} ${JSON.stringify(tags)}`,
                );
                assert.equal(new Set(keys).size, keys.length);
            });

            it("has events and logs with the agent's tags", async () => {
                const { events, logs } = await shortRun(incident, remediation);
                const tagsOf = (all: readonly { readonly tags: Tags }[]): readonly string[] => [
                    ...new Set(all.flatMap(({ tags }) => Object.keys(tags))),
                ];
                assert.deepEqual(
                    tagsOf(events).filter((tag) => !eventTags.includes(tag)),
                    [],
                );
                assert.deepEqual(
                    tagsOf(logs).filter((tag) => !logTags.includes(tag)),
                    [],
                );
                const reasons = events.map(({ tags }) => tags.event_reason ?? "");
                assert.deepEqual(
                    reasons.filter((reason) => !eventReasons.includes(reason)),
                    [],
                );
            });
        });
    }

    it("counts fifteen running containers in a healthy shop", async () => {
        const { series, run } = await shortRun("hybrid", "none");
        const running = series.filter(({ metric }) => metric === "kubernetes.containers.running");
        const before = running.map(
            ({ times, values }) => values[times.findLastIndex((time) => time < run.loadStart)] ?? 0,
        );
        assert.equal(
            before.reduce((sum, value) => sum + value, 0),
            15,
        );
    });

    it("shows a kill for memory as the last state, not as an event", async () => {
        const { series, events } = await shortRun("crash", "none");
        const killed = series.filter(
            ({ metric, tags }) =>
                metric === "kubernetes.containers.last_state.terminated" &&
                tags.reason === "oomkilled",
        );
        assert.notEqual(killed.length, 0);
        assert.ok(killed.every(({ values }) => values.every((value) => value === 1)));
        assert.ok(events.every(({ title }) => !/oom/i.test(title)));
    });
});
