import { deepEqual, equal, ok, throws } from "node:assert/strict";

import fc from "fast-check";

import { EventQueue } from "../../../../twin/clock/eventQueue";
import { Stream } from "../../../../twin/clock/stream";
import { UserRows } from "../../../../twin/load/userRows";
import { UserStreams } from "../../../../twin/load/userStreams";

describe("the simulation's clock", () => {
    it("lets events happen by time, and those of one time in the order they were scheduled", () => {
        fc.assert(
            fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 3000 }), (times) => {
                const queue = new EventQueue(0);
                const seen: [number, number][] = [];
                const kind = queue.register((nth) => {
                    seen.push([queue.now, nth]);
                });
                times.forEach((time, nth) => {
                    queue.schedule(time, kind, nth, 0);
                });
                queue.runUntil(30);
                const wanted = times
                    .map((time, nth): [number, number] => [time, nth])
                    .sort((one, other) => one[0] - other[0] || one[1] - other[1]);
                deepEqual(seen, wanted);
            }),
            { numRuns: 40 },
        );
    });

    it("takes no more lines than it looks at", () => {
        const queue = new EventQueue(0);
        const kind = queue.register(() => undefined);
        for (let count = 0; count < 3; count++) {
            queue.line(kind, 1);
        }
        throws(() => queue.line(kind, 1), RangeError);
        throws(() => queue.alarms(() => undefined), RangeError);
    });

    it("keeps that order for what is scheduled on the way, seldom or often, soon or late", () => {
        // Of each event: how long after the one that schedules it. Many in little time divide it
        // finely, few do not, and 40 s are further away than any list of its own.
        const delay = fc.oneof(
            fc.constantFrom(0, 1e-4, 1 / 16, 1, 40),
            fc.double({ min: 0, max: 0.002, noNaN: true }),
            fc.double({ min: 0, max: 3, noNaN: true }),
        );
        fc.assert(
            fc.property(fc.array(delay, { minLength: 50, maxLength: 200 }), (delays) => {
                const queue = new EventQueue(-1);
                const planned: { readonly at: number; readonly nth: number }[] = [];
                const seen: typeof planned = [];
                const kind = queue.register((nth) => {
                    seen.push({ at: queue.now, nth });
                    plan(queue.now);
                });
                const plan = (from: number): void => {
                    const nth = planned.length;
                    if (nth < 4000) {
                        const at = from + (delays[(nth * 7) % delays.length] ?? 0);
                        planned.push({ at, nth });
                        queue.schedule(at, kind, nth, 0);
                    }
                };
                delays.forEach(() => {
                    plan(-1);
                });
                queue.runUntil(5000);
                deepEqual(
                    seen,
                    planned.sort((one, other) => one.at - other.at || one.nth - other.nth),
                );
            }),
            { numRuns: 30 },
        );
    });

    it("keeps that order among events of all sources: waits of one length, and alarms", () => {
        // Few times, so that many events share one; eighths add up without rounding.
        const step = fc.record({
            source: fc.constantFrom("any", "line", "alarm"),
            eighths: fc.integer({ min: 0, max: 5 }),
        });
        fc.assert(
            fc.property(fc.array(step, { minLength: 20, maxLength: 300 }), (steps) => {
                const queue = new EventQueue(0);
                const planned: { readonly at: number; readonly nth: number }[] = [];
                const seen: typeof planned = [];
                const happens = (nth: number): void => {
                    seen.push({ at: queue.now, nth });
                    // Twice, so that there are ever more to come.
                    plan();
                    plan();
                };
                const kind = queue.register(happens);
                const line = queue.line(kind, 1 / 4);
                const alarms = queue.alarms(happens);
                const plan = (): void => {
                    const nth = planned.length;
                    const { source, eighths } = steps[nth % steps.length] ?? {};
                    if (nth >= 3000 || eighths === undefined) {
                        return;
                    }
                    const at = queue.now + (source === "line" ? 2 : eighths) / 8;
                    planned.push({ at, nth });
                    if (source === "line") {
                        line.push(nth, 0);
                    } else if (source === "alarm") {
                        alarms.set(nth, at);
                    } else {
                        queue.schedule(at, kind, nth, 0);
                    }
                };
                plan();
                queue.runUntil(1e4);
                deepEqual(
                    seen,
                    planned.sort((one, other) => one.at - other.at || one.nth - other.nth),
                );
            }),
            { numRuns: 30 },
        );
    });

    it("hands a wait's generation back, and is not free before it", () => {
        const queue = new EventQueue(0);
        const seen: number[][] = [];
        const line = queue.line(
            queue.register((...event) => seen.push([queue.now, ...event])),
            2,
        );
        queue.at(1, () => {
            line.push(7, 3);
            deepEqual([queue.isFree(2.9), queue.isFree(3)], [true, false]);
        });
        queue.runUntil(10);
        deepEqual(seen, [[3, 7, 3]]);
    });

    it("does now what is scheduled for a time that has passed, and stops at its end", () => {
        const queue = new EventQueue(10);
        const seen: number[] = [];
        queue.at(3, () => {
            seen.push(queue.now);
            queue.at(20.5, () => seen.push(queue.now));
        });
        queue.runUntil(20);
        deepEqual([seen, queue.now], [[10], 20]);
        queue.runUntil(21);
        deepEqual(seen, [10, 20.5]);
    });

    it("is free only up to the next event and the end of the run", () => {
        const queue = new EventQueue(0);
        queue.at(5, () => undefined);
        queue.at(1, () => {
            deepEqual([queue.isFree(4.9), queue.isFree(5)], [true, false]);
        });
        queue.runUntil(4.95);
        equal(queue.isFree(4.99), false);
    });
});

describe("random streams", () => {
    const first = (stream: Stream): number[] => Array.from({ length: 5 }, () => stream.next());

    it("repeat themselves, and differ by seed, name and index", () => {
        const base = first(new Stream(1, "user", 3));
        deepEqual(first(new Stream(1, "user", 3)), base);
        for (const other of [
            new Stream(2, "user", 3),
            new Stream(1, "kubelet", 3),
            new Stream(1, "user", 4),
        ]) {
            ok(first(other)[0] !== base[0]);
        }
    });

    it("of a user in its row are those of a stream object, whoever is asked in between", () => {
        const streams = new UserStreams(new UserRows(3), 7);
        const [first = [], second = []] = [1, 2].map((user) => {
            const stream = new Stream(7, "user", user);
            return Array.from({ length: 200 }, () => stream.next());
        });
        const seen = first.map(() => [streams.next(1), streams.next(2)]);
        deepEqual(
            seen,
            first.map((one, at) => [one, second[at]]),
        );
    });

    it("are spread evenly, also over the first numbers of neighbouring users", () => {
        const means = [0, 1].map((nth) => {
            const values = Array.from({ length: 4000 }, (_, user) => {
                const stream = new Stream(7, "user", user);
                stream.below(nth + 1);
                return stream.between(1, 3);
            });
            return values.reduce((sum, value) => sum + value, 0) / values.length;
        });
        // The standard error of such a mean is 0.009.
        means.forEach((mean) => {
            ok(Math.abs(mean - 2) < 0.04, `${mean}`);
        });
    });
});
