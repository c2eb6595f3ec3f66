import type { DistributionSeries, Series, Sketch, Tags } from "../../evidence/evidence";

/** A series that is being written. */
export class SeriesWriter {
    private times: number[] = [];
    private values: number[] = [];

    constructor(
        private readonly metric: string,
        private readonly tags: Tags,
        private readonly intervalSeconds: number,
        /** Told when there is something to take. */
        private readonly hasPoints: (writer: SeriesWriter) => void = () => undefined,
    ) {}

    push(time: number, value: number): void {
        if (this.times.length === 0) {
            this.hasPoints(this);
        }
        this.times.push(time);
        this.values.push(value);
    }

    /** All points since the last time; undefined when there are none. */
    take(): Series | undefined {
        const series = this.series();
        this.times = [];
        this.values = [];
        return series;
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

/** All series of a run, in the order in which they got their first points. */
export class SeriesBook {
    /** Those that have points. */
    private writers: SeriesWriter[] = [];
    private readonly hasPoints = (writer: SeriesWriter): void => {
        this.writers.push(writer);
    };

    constructor(private readonly intervalSeconds: number) {}

    /** Begins a series; whoever writes it keeps the writer. */
    begin(metric: string, tags: Tags): SeriesWriter {
        return new SeriesWriter(metric, tags, this.intervalSeconds, this.hasPoints);
    }

    /** All points since the last time. */
    take(): readonly Series[] {
        const { writers } = this;
        this.writers = [];
        return writers.flatMap((writer) => writer.take() ?? []);
    }

    series(until?: number): readonly Series[] {
        return this.writers.flatMap((writer) => writer.series(until) ?? []);
    }
}

/** A distribution that is being written. */
export class DistributionWriter {
    private times: number[] = [];
    private sketches: Sketch[] = [];

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

    /** All since the last time; undefined when nothing was written. */
    take(): DistributionSeries | undefined {
        const { metric, tags, intervalSeconds, times, sketches } = this;
        this.times = [];
        this.sketches = [];
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
