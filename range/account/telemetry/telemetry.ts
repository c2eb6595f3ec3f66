/** What the account has received, as its readers want it. */
import { EvidenceIndex } from "../../../datadog/monitors/data/evidenceIndex";
import { asRecord, type SearchRecords } from "../../../datadog/monitors/data/records";
import type { LogMetricPoint } from "../../../datadog/pipeline/logMetricFeed";
import type { ProcessedLog } from "../../../datadog/pipeline/processedLog";
import type { EventRecord } from "../../../evidence/evidence";
import { bytesOf, mostBytes, RecordList } from "../../store/recordList";
import type { Chunk, TelemetryStore } from "../../store/store";
import type { SeriesName } from "../../store/storedMetrics";
import { type EventDetails, type IndexedEvent, indexedEvent } from "./indexedEvent";
import { type LogConfiguration, LogIntake } from "./logIntake";
import { isMadeBySender } from "./logMetricNames";
import { PointBuckets } from "./pointBuckets";

/** A log line as it is found: with a number of its own, in the order of coming in. */
export interface IndexedLog extends ProcessedLog {
    readonly id: string;
}

/** Written every few seconds where a range is kept. */
const ownBytes = 4 * 1024 * 1024;

export class Telemetry {
    readonly logs = new RecordList<IndexedLog>(
        mostBytes.logs,
        ({ message }) => 2 * bytesOf(message),
    );
    readonly events = new RecordList<IndexedEvent>(mostBytes.events, ({ message }) =>
        bytesOf(message),
    );
    /** Of the events those that the world has not made. */
    readonly ownEvents = new RecordList<IndexedEvent>(ownBytes, ({ message }) => bytesOf(message));
    private readonly intake: LogIntake;
    private readonly buckets = new PointBuckets();
    private lastNumber = 0;
    private indexed: { readonly of: string; readonly index: EvidenceIndex } | undefined;

    constructor(
        readonly store: TelemetryStore,
        private readonly configuration: LogConfiguration,
    ) {
        this.intake = new LogIntake(configuration);
        const { logs, events } = store.evidence(-Infinity, Infinity);
        this.take({ logs, events });
        store.onAdded((chunk) => {
            this.take(chunk);
        });
    }

    /** All metrics that are kept, ready for queries; computed from anew when something came in. */
    get index(): EvidenceIndex {
        const configured = [...this.configuration.logsMetrics.keys()];
        const { store } = this;
        const key = JSON.stringify([store.version, configured]);
        if (this.indexed?.of !== key) {
            const from = Number.isFinite(store.since) ? store.since : 0;
            const evidence = store.evidence(from, Math.max(from, store.until));
            const isThere = ({ metric }: { readonly metric: string }): boolean =>
                this.hasMetric(metric);
            const index = new EvidenceIndex({
                ...evidence,
                series: evidence.series.filter(isThere),
                distributions: evidence.distributions.filter(isThere),
            });
            this.indexed = { of: key, index };
        }
        return this.indexed.index;
    }

    /** The series with points since then, of the metrics that the account has. */
    seriesSince(from: number): readonly SeriesName[] {
        return this.store.seriesSince(from).filter(({ metric }) => this.hasMetric(metric));
    }

    /** All logs and events before that time, as monitors search them. */
    records(until: number): SearchRecords {
        return {
            logs: this.logs.between(-Infinity, until),
            events: this.events.between(-Infinity, until),
        };
    }

    /** An event that does not come from the world: posted, or of a monitor. */
    addEvent(record: EventRecord, details: Partial<EventDetails> = {}): IndexedEvent {
        const event = this.addIndexed(record, details);
        this.ownEvents.add(event);
        return event;
    }

    private addIndexed(record: EventRecord, details: Partial<EventDetails> = {}): IndexedEvent {
        this.lastNumber += 1;
        const event = indexedEvent(asRecord(record), record, this.lastNumber, details);
        this.events.add(event);
        return event;
    }

    /** Values that were sent, or made of log lines. */
    addPoints(points: readonly LogMetricPoint[]): void {
        if (points.length > 0) {
            this.store.add(this.buckets.take(points));
        }
    }

    /** What is made of log lines is there once it is configured. */
    private hasMetric(metric: string): boolean {
        return !isMadeBySender(metric) || this.configuration.logsMetrics.has(metric);
    }

    private take({ logs = [], events = [] }: Chunk): void {
        events.forEach((event) => this.addIndexed(event));
        const { logs: processed, points } = this.intake.take(logs);
        for (const log of processed) {
            this.lastNumber += 1;
            this.logs.add({ ...log, id: logId(this.lastNumber) });
        }
        this.logs.dropBefore(this.store.since);
        this.events.dropBefore(this.store.since);
        this.ownEvents.dropBefore(this.store.since);
        this.addPoints(points);
    }
}

/** Of the form that the original's ids have: opaque, and the same length for all. */
function logId(number: number): string {
    return `AQAAA${Buffer.from(String(number).padStart(24, "0")).toString("base64url")}`;
}
