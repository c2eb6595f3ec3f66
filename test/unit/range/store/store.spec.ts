import assert from "node:assert/strict";

import type { LogRecord, Series, Sketch } from "../../../../evidence/evidence";
import { SketchBuilder } from "../../../../evidence/sketch";
import { TelemetryStore } from "../../../../range/store/store";

const tags = { kube_namespace: "sock-shop", pod_name: "front-end-1" };

function series(times: readonly number[], values: readonly number[]): Series {
    return { metric: "kubernetes.cpu.usage.total", tags, intervalSeconds: 15, times, values };
}

function log(time: number, message = `line of ${time}`): LogRecord {
    return { time, message, status: "info", service: "front-end", tags };
}

function sketchOf(...values: readonly number[]): Sketch {
    const builder = new SketchBuilder();
    values.forEach((value) => {
        builder.add(value);
    });
    const sketch = builder.take();
    assert.ok(sketch);
    return sketch;
}

describe("the telemetry store", () => {
    it("makes one series of what chunks say of the same metric and tags", () => {
        const store = new TelemetryStore();
        store.add({ series: [series([0, 15], [1, 2])] });
        store.add({
            series: [
                {
                    ...series([30], [3]),
                    tags: { pod_name: tags.pod_name, kube_namespace: tags.kube_namespace },
                },
                { ...series([30], [4]), tags: { pod_name: "front-end-2" } },
            ],
        });
        const { series: found, run } = store.evidence(0, 30);
        assert.deepEqual(
            found.map(({ times, values }) => ({ times, values })),
            [
                { times: [0, 15, 30], values: [1, 2, 3] },
                { times: [30], values: [4] },
            ],
        );
        assert.deepEqual([run.from, run.until], [0, 30]);
    });

    it("forgets what a namespace's metrics had to tell before a time, and nothing else", () => {
        const store = new TelemetryStore();
        const other = { ...series([0, 30], [5, 6]), tags: { kube_namespace: "default" } };
        const sketches = [sketchOf(1), sketchOf(2)];
        store.add({
            series: [series([0, 30], [1, 2]), other],
            distributions: [
                { metric: "trace.request", tags, intervalSeconds: 15, times: [0, 30], sketches },
            ],
            logs: [log(0)],
        });
        store.forgetMetrics("sock-shop", 30);
        const { series: left, distributions, logs } = store.evidence(0, 60);
        assert.deepEqual(
            [...left, ...distributions].map(({ times }) => times),
            [[30], [0, 30], [30]],
        );
        assert.equal(logs.length, 1);
    });

    it("puts a late point where it belongs, and the later of two in the place of the first", () => {
        const store = new TelemetryStore();
        store.add({ series: [series([0, 30], [1, 3])] });
        store.add({ series: [series([15, 30], [2, 9])] });
        const [only] = store.evidence(0, 60).series;
        assert.deepEqual(
            [only?.times, only?.values],
            [
                [0, 15, 30],
                [1, 2, 9],
            ],
        );
    });

    it("keeps distributions, events and logs of a span of time", () => {
        const store = new TelemetryStore();
        const sketches = [sketchOf(1, 2), sketchOf(3)];
        store.add({
            distributions: [{ metric: "d", tags, intervalSeconds: 15, times: [0, 15], sketches }],
            logs: [log(3), log(1), log(20)],
            events: [{ time: 2, title: "BackOff", text: "", tags }],
            uncollectedEvents: [{ time: 4, title: "Killing", text: "", tags }],
        });
        const found = store.evidence(0, 14);
        assert.deepEqual(found.distributions[0]?.sketches, [sketches[0]]);
        assert.deepEqual(
            found.logs.map(({ time }) => time),
            [1, 3],
        );
        assert.deepEqual([found.events.length, found.uncollectedEvents?.length], [1, 1]);
        assert.deepEqual(store.evidence(15, 30).distributions[0]?.times, [15]);
    });

    it("drops what is older than its history, and says since when it knows all", () => {
        const store = new TelemetryStore({ historySeconds: 3600 });
        assert.equal(store.since, Infinity);
        store.add({ series: [series([0, 1800], [1, 2])], logs: [log(0), log(1800)] });
        assert.equal(store.since, 0);
        assert.equal(store.dropped.metricsBefore, undefined);
        store.add({ series: [series([4000], [3])] });
        assert.equal(store.since, 400);
        assert.deepEqual(store.dropped, {
            metricsBefore: 400,
            logsBefore: 1800,
            eventsBefore: undefined,
        });
        const { series: found, logs } = store.evidence(0, 4000);
        assert.deepEqual(found[0]?.times, [1800, 4000]);
        assert.equal(logs.length, 1);
    });

    it("forgets a series of which nothing is left", () => {
        const store = new TelemetryStore({ historySeconds: 60 });
        store.add({ series: [series([0], [1])] });
        store.add({ series: [{ ...series([100], [1]), metric: "other" }] });
        assert.deepEqual(
            store.evidence(-1000, 1000).series.map(({ metric }) => metric),
            ["other"],
        );
    });

    it("drops the oldest lines when they take more bytes than they may", () => {
        const store = new TelemetryStore({ recordBytes: { logs: 100_000, events: 5000 } });
        for (let second = 0; second < 100; second += 1) {
            store.add({ logs: [log(second, "x".repeat(10_000))] });
        }
        const { logs } = store.evidence(0, 100);
        assert.ok(logs.length < 10 && logs.length > 5, String(logs.length));
        assert.equal(logs.at(-1)?.time, 99);
        assert.equal(store.dropped.logsBefore, logs[0]?.time);
        for (let time = 0; time < 100; time += 1) {
            const event = { time, title: "BackOff", text: "x".repeat(500), tags };
            store.add({ events: [event], uncollectedEvents: [event] });
        }
        const { events, uncollectedEvents } = store.evidence(0, 100);
        assert.deepEqual([events.length, uncollectedEvents?.length], [7, 7]);
        assert.equal(store.dropped.eventsBefore, 93);
    });

    it("tells who listens of each chunk, after it is there", () => {
        const store = new TelemetryStore();
        const seen: number[] = [];
        const end = store.onAdded(() => seen.push(store.evidence(0, 100).logs.length));
        store.add({ logs: [log(1)] });
        store.add({ logs: [log(2)] });
        end();
        store.add({ logs: [log(3)] });
        assert.deepEqual(seen, [1, 2]);
        assert.equal(store.version, 3);
    });

    it("holds six hours of fifteen seconds for a series in the room of its points", () => {
        const store = new TelemetryStore();
        for (let step = 0; step < 4000; step += 1) {
            store.add({ series: [series([step * 15], [step])] });
        }
        const [only] = store.evidence(0, 60_000).series;
        assert.equal(only?.times.length, 1441);
        assert.deepEqual([only.times[0], only.values[0]], [3999 * 15 - 21_600, 2559]);
    });
});
