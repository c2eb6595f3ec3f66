import type { Evidence } from "../../../../evidence/evidence";
import type { Chunk } from "../../../../range/store/store";

/** The evidence of a run in chunks, each of which holds what was new since the time before. */
export function* chunksOf(
    evidence: Evidence,
    times: readonly number[],
): Generator<{ readonly time: number; readonly chunk: Chunk }> {
    let from = -Infinity;
    for (const time of times) {
        yield { time, chunk: chunkOf(evidence, from, time) };
        from = time;
    }
}

/** What was new in a span of time, its end left out. */
export function chunkOf(evidence: Evidence, from: number, until: number): Chunk {
    const isNew = (time: number): boolean => time >= from && time < until;
    const { series, distributions, events, logs } = evidence;
    return {
        series: series
            .map((one) => ({
                ...one,
                values: one.values.filter((_, at) => isNew(one.times[at] ?? NaN)),
                times: one.times.filter(isNew),
            }))
            .filter(({ times }) => times.length > 0),
        distributions: distributions
            .map((one) => ({
                ...one,
                sketches: one.sketches.filter((_, at) => isNew(one.times[at] ?? NaN)),
                times: one.times.filter(isNew),
            }))
            .filter(({ times }) => times.length > 0),
        events: events.filter(({ time }) => isNew(time)),
        logs: logs.filter(({ time }) => isNew(time)),
    };
}
