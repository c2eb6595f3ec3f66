import type { Series, Tags } from "../../evidence/evidence";

/**
 * Collects points into series, by metric and tags; of one time the last value counts. A range that
 * cannot keep up sets its time back by some seconds: what comes then is of the latest time so far.
 */
export class SeriesBook {
    private readonly series = new Map<string, Series & { times: number[]; values: number[] }>();

    constructor(private readonly intervalSeconds: number) {}

    push(metric: string, tags: Tags, time: number, value: number): void {
        const key = JSON.stringify([metric, tags]);
        let one = this.series.get(key);
        if (one === undefined) {
            const { intervalSeconds } = this;
            one = { metric, tags, intervalSeconds, times: [], values: [] };
            this.series.set(key, one);
        }
        if (time <= (one.times.at(-1) ?? -Infinity)) {
            one.values[one.values.length - 1] = value;
            return;
        }
        one.times.push(time);
        one.values.push(value);
    }

    get all(): readonly Series[] {
        return [...this.series.values()];
    }
}
