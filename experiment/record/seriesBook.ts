import type { Series, Tags } from "../../evidence/evidence";

/** Collects points into series, by metric and tags. */
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
        one.times.push(time);
        one.values.push(value);
    }

    get all(): readonly Series[] {
        return [...this.series.values()];
    }
}
