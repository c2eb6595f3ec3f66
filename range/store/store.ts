/** What the range has measured: the last hours of it. */
import type { EventRecord, Evidence, LogRecord } from "../../evidence/evidence";
import { bytesOf, mostBytes, RecordList } from "./recordList";
import { nothingAsked, runOf } from "./stored";
import { type SeriesName, StoredMetrics } from "./storedMetrics";

/** What has come to be known since the last chunk; the first one may be hours long. */
export type Chunk = Partial<
    Pick<Evidence, "series" | "distributions" | "events" | "logs" | "uncollectedEvents">
>;

export interface StoreOptions {
    /** Default: six hours. */
    readonly historySeconds?: number;
    /** What log lines may take, and events. */
    readonly recordBytes?: Readonly<typeof mostBytes>;
}

/** From when on everything is there, in seconds since the epoch; undefined: nothing was dropped. */
export interface Dropped {
    readonly metricsBefore: number | undefined;
    readonly logsBefore: number | undefined;
    readonly eventsBefore: number | undefined;
}

const sixHours = 21_600;

/**
 * Telemetry as it comes in, merged by metric and tags. What is older than the history is dropped,
 * counted from the newest that has come; of records also the oldest when they take too much room.
 */
export class TelemetryStore {
    /** Grows with every chunk: what was computed from an older one is out of date. */
    version = 0;
    private readonly metrics = new StoredMetrics();
    private readonly logs: RecordList<LogRecord>;
    private readonly events: RecordList<EventRecord>;
    private readonly uncollectedEvents: RecordList<EventRecord>;
    private readonly historySeconds: number;
    private readonly listeners = new Set<(chunk: Chunk) => void>();
    private firstTime = Infinity;
    private lastTime = -Infinity;

    constructor({ historySeconds = sixHours, recordBytes = mostBytes }: StoreOptions = {}) {
        this.historySeconds = historySeconds;
        const ofEvent = ({ title, text }: EventRecord): number => bytesOf(title, text);
        this.logs = new RecordList(recordBytes.logs, ({ message }) => bytesOf(message));
        this.events = new RecordList(recordBytes.events, ofEvent);
        this.uncollectedEvents = new RecordList(recordBytes.events, ofEvent);
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
            metricsBefore: this.metrics.droppedBefore,
            logsBefore: this.logs.droppedBefore,
            eventsBefore: this.events.droppedBefore,
        };
    }

    /** Takes in a chunk; whoever listens hears of it when it is there. */
    add(chunk: Chunk): void {
        chunk.series?.forEach((series) => {
            this.metrics.addSeries(series);
            this.saw(series.times);
        });
        chunk.distributions?.forEach((series) => {
            this.metrics.addDistribution(series);
            this.saw(series.times);
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
        this.metrics.forget(namespace, before);
        this.version += 1;
    }

    /** Every series that has a point at that time or later, with the time of its newest. */
    seriesSince(from: number): readonly SeriesName[] {
        return this.metrics.since(from);
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
            ...this.metrics.between(from, end),
            fine: [],
            events: this.events.between(from, end),
            uncollectedEvents: this.uncollectedEvents.between(from, end),
            logs: this.logs.between(from, end),
            requests: nothingAsked,
        };
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
        this.metrics.dropBefore(since);
    }
}
