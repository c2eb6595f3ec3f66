/** What the range has measured: the last hours of it. */
import type {
    DistributionSeries,
    EventRecord,
    Evidence,
    LogRecord,
    Series,
    Sketch,
    Tags,
} from "../../evidence/evidence";
import { emptySketch } from "../../evidence/sketch";
import { nothingAsked, runOf, SeriesOfSpan, type Stored, storedFor } from "./stored";
import { Points } from "./points";
import { bytesOf, RecordList } from "./recordList";
import { Timed } from "./timed";

/** What has come to be known since the last chunk; the first one may be hours long. */
export type Chunk = Partial<
    Pick<Evidence, "series" | "distributions" | "events" | "logs" | "uncollectedEvents">
>;

export interface StoreOptions {
    /** Default: six hours. */
    readonly historySeconds?: number;
    /** Of log lines, and of events; default: 256 MiB each. */
    readonly recordBytes?: number;
}

export interface SeriesName {
    readonly metric: string;
    readonly tags: Tags;
    readonly newest: number;
}

/** From when on everything is there, in seconds since the epoch; undefined: nothing was dropped. */
export interface Dropped {
    readonly metricsBefore: number | undefined;
    readonly logsBefore: number | undefined;
    readonly eventsBefore: number | undefined;
}

const sixHours = 21_600;
const defaultBytes = 256 * 1024 * 1024;

/**
 * Telemetry as it comes in, merged by metric and tags. What is older than the history is dropped,
 * counted from the newest that has come; of records also the oldest when they take too much room.
 */
export class TelemetryStore {
    /** Grows with every chunk: what was computed from an older one is out of date. */
    version = 0;
    private readonly gauges = new Map<string, Stored<Points>>();
    private readonly sketches = new Map<string, Stored<Timed<Sketch>>>();
    private readonly logs: RecordList<LogRecord>;
    private readonly events: RecordList<EventRecord>;
    private readonly uncollectedEvents: RecordList<EventRecord>;
    private readonly historySeconds: number;
    private readonly listeners = new Set<(chunk: Chunk) => void>();
    private firstTime = Infinity;
    private lastTime = -Infinity;
    private metricsBefore: number | undefined;

    constructor({ historySeconds = sixHours, recordBytes = defaultBytes }: StoreOptions = {}) {
        this.historySeconds = historySeconds;
        const ofEvent = ({ title, text }: EventRecord): number => bytesOf(title, text);
        this.logs = new RecordList(recordBytes, ({ message }) => bytesOf(message));
        this.events = new RecordList(recordBytes, ofEvent);
        this.uncollectedEvents = new RecordList(recordBytes, ofEvent);
    }

    /** Time of the oldest that is kept; Infinity as long as there is nothing. */
    get since(): number {
        return Math.max(this.firstTime, this.lastTime - this.historySeconds);
    }

    /** Time of the newest; -Infinity as long as there is nothing. */
    get until(): number {
        return this.lastTime;
    }

    get dropped(): Dropped {
        return {
            metricsBefore: this.metricsBefore,
            logsBefore: this.logs.droppedBefore,
            eventsBefore: this.events.droppedBefore,
        };
    }

    /** Takes in a chunk; whoever listens hears of it when it is there. */
    add(chunk: Chunk): void {
        chunk.series?.forEach((series) => {
            this.addSeries(series);
        });
        chunk.distributions?.forEach((series) => {
            this.addDistribution(series);
        });
        this.addRecords(this.logs, chunk.logs);
        this.addRecords(this.events, chunk.events);
        this.addRecords(this.uncollectedEvents, chunk.uncollectedEvents);
        this.version += 1;
        this.forget();
        this.listeners.forEach((listener) => {
            listener(chunk);
        });
    }

    /** Drops what the metrics of a namespace had to tell before that time. */
    forgetMetrics(namespace: string, before: number): void {
        for (const stored of [this.gauges, this.sketches]) {
            for (const { tags, points } of stored.values()) {
                if (tags.kube_namespace === namespace) {
                    points.dropBefore(before);
                }
            }
        }
        this.version += 1;
    }

    /** Every series that has a point at that time or later, with the time of its newest. */
    seriesSince(from: number): readonly SeriesName[] {
        return [...this.gauges.values(), ...this.sketches.values()].flatMap(
            ({ metric, tags, points: { newest } }) =>
                newest !== undefined && newest >= from ? [{ metric, tags, newest }] : [],
        );
    }

    /** Calls back after each chunk; returns what ends that. */
    onAdded(listener: (chunk: Chunk) => void): () => void {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
    }

    /**
     * What is kept of a span of time, its end included, as an evaluation wants it. Points of a
     * series are looked up when they are first asked for.
     */
    evidence(from: number, until: number): Evidence {
        const end = until + 1e-6;
        return {
            format: 1,
            origin: "simulated",
            run: runOf(from, until),
            series: [...this.gauges.values()]
                .filter(({ points }) => points.hasBetween(from, end))
                .map((one) => new SeriesOfSpan(one, from, end)),
            distributions: [...this.sketches.values()].flatMap(({ points, ...named }) => {
                const times = points.timesBetween(from, end);
                return times.length === 0
                    ? []
                    : [{ ...named, times, sketches: points.between(from, end) }];
            }),
            fine: [],
            events: this.events.between(from, end),
            uncollectedEvents: this.uncollectedEvents.between(from, end),
            logs: this.logs.between(from, end),
            requests: nothingAsked,
        };
    }

    private addSeries({ times, values, ...named }: Series): void {
        const { points } = storedFor(this.gauges, named, () => new Points());
        times.forEach((time, at) => {
            points.add(time, values[at] ?? Number.NaN);
        });
        this.saw(times);
    }

    private addDistribution({ times, sketches, ...named }: DistributionSeries): void {
        const { points } = storedFor(this.sketches, named, () => new Timed<Sketch>());
        times.forEach((time, at) => {
            points.add(time, sketches[at] ?? emptySketch);
        });
        this.saw(times);
    }

    private addRecords<T extends { readonly time: number }>(
        list: RecordList<T>,
        records: readonly T[] = [],
    ): void {
        records.forEach((record) => {
            list.add(record);
        });
        this.saw(records.map(({ time }) => time));
    }

    private saw(times: readonly number[]): void {
        for (const time of times) {
            this.firstTime = Math.min(this.firstTime, time);
            this.lastTime = Math.max(this.lastTime, time);
        }
    }

    private forget(): void {
        const { since } = this;
        for (const list of [this.logs, this.events, this.uncollectedEvents]) {
            list.dropBefore(since);
        }
        for (const stored of [this.gauges, this.sketches]) {
            for (const [key, { points }] of stored) {
                if (points.dropBefore(since) > 0) {
                    this.metricsBefore = since;
                }
                if (points.length === 0) {
                    stored.delete(key);
                }
            }
        }
    }
}
