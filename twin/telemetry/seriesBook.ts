import type { DistributionSeries, Series, Sketch, Tags } from "../../evidence/evidence";

/** A series that is being written. */
export class SeriesWriter {
    private readonly times: number[] = [];
    private readonly values: number[] = [];

    constructor(
        private readonly metric: string,
        private readonly tags: Tags,
        private readonly intervalSeconds: number,
    ) {}

    push(time: number, value: number): void {
        this.times.push(time);
        this.values.push(value);
    }

    /** Without what comes after `until`; undefined when nothing is left. */
    series(until = Infinity): Series | undefined {
        const { metric, tags, intervalSeconds } = this;
        const after = this.times.findIndex((time) => time > until);
        const count = after === -1 ? this.times.length : after;
        return count === 0
            ? undefined
            : {
                  metric,
                  tags,
                  intervalSeconds,
                  times: this.times.slice(0, count),
                  values: this.values.slice(0, count),
              };
    }
}

/** All series of a run, in the order in which they began. */
export class SeriesBook {
    private readonly writers: SeriesWriter[] = [];

    constructor(private readonly intervalSeconds: number) {}

    /** Begins a series; whoever writes it keeps the writer. */
    begin(metric: string, tags: Tags): SeriesWriter {
        const writer = new SeriesWriter(metric, tags, this.intervalSeconds);
        this.writers.push(writer);
        return writer;
    }

    series(until?: number): readonly Series[] {
        return this.writers.flatMap((writer) => writer.series(until) ?? []);
    }
}

/** A distribution that is being written. */
export class DistributionWriter {
    private readonly times: number[] = [];
    private readonly sketches: Sketch[] = [];

    constructor(
        private readonly metric: string,
        private readonly tags: Tags,
        private readonly intervalSeconds: number,
    ) {}

    push(time: number, sketch: Sketch | undefined): void {
        if (sketch !== undefined) {
            this.times.push(time);
            this.sketches.push(sketch);
        }
    }

    /** Undefined when nothing was written. */
    distribution(): DistributionSeries | undefined {
        const { metric, tags, intervalSeconds, times, sketches } = this;
        return times.length === 0 ? undefined : { metric, tags, intervalSeconds, times, sketches };
    }
}

/** The series of one thing, such as a container: begun with their first point. */
export class SeriesSet {
    private readonly writers = new Map<string, SeriesWriter>();

    constructor(
        private readonly book: SeriesBook,
        private readonly tags: Tags,
    ) {}

    push(metric: string, time: number, value: number): void {
        let writer = this.writers.get(metric);
        if (writer === undefined) {
            writer = this.book.begin(metric, this.tags);
            this.writers.set(metric, writer);
        }
        writer.push(time, value);
    }
}
