import type { Series, Tags } from "../../evidence/evidence";

/** Collects points into series, by metric and tags; of one time the last value counts. */
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
        if (one.times.at(-1) === time) {
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
