/** What an account holds. */
import type { RangeClock } from "../clock";
import type { TelemetryStore } from "../store/store";
import { SentSeries } from "./intake/sentSeries";
import { Telemetry } from "./telemetry/telemetry";
import type { Fields } from "./http/exchange";

export class Account {
    readonly monitors = new Map<number, Fields>();
    readonly slos = new Map<string, Fields>();
    readonly dashboards = new Map<string, Fields>();
    readonly pipelines = new Map<string, Fields>();
    /** Ids of the pipelines, in the order in which logs pass through them. */
    pipelineOrder: readonly string[] = [];
    readonly logsMetrics = new Map<string, Fields>();
    /** Custom metrics that have ever been sent: only their tags can be configured. */
    readonly knownMetrics = new Set<string>();
    /** What senders called theirs: gauge, count or rate. */
    readonly metricTypes = new Map<string, string>();
    /** What somebody said of a metric, in the place of what is known. */
    readonly metricMetadata = new Map<string, Fields>();
    readonly incidents = new Map<string, Fields>();
    readonly tagConfigurations = new Map<string, Fields>();
    /** Cancelled ones stay, with the time of it, as in the real API. */
    readonly downtimes = new Map<string, Fields>();
    readonly savedViews = new Map<number, Fields>();
    /** Of the numbers that were given to objects. */
    lastNumber = 1000;
    readonly telemetry: Telemetry;
    readonly sentSeries: SentSeries;

    constructor(
        store: TelemetryStore,
        /** What is measured has the world's time, and everything else in an account the clients'. */
        readonly clock: RangeClock,
    ) {
        this.telemetry = new Telemetry(store, this);
        this.sentSeries = new SentSeries(store, clock);
    }

    /** Now, as clients have it, in seconds since the epoch. */
    get seconds(): number {
        return this.clock.wallSeconds();
    }

    /** Whether points of that time, as clients have it, are taken: as the original, neither old nor of the future. */
    takes(time: number): boolean {
        return time >= this.seconds - 3600 && time <= this.seconds + 600;
    }

    /** As the API writes times. */
    get now(): string {
        return timeText(this.seconds);
    }

    /** An id that was never given before. */
    nextNumber(): number {
        this.lastNumber += 1;
        return this.lastNumber;
    }

    /** The number of objects of each kind that is not empty; sent events are history, not objects. */
    get holdings(): Readonly<Record<string, number>> {
        const active = [...this.downtimes.values()].filter(({ canceled }) => canceled === null);
        const own = [...this.savedViews.values()].filter((view) => view.integration_id === null);
        const counts = {
            monitors: this.monitors.size,
            slos: this.slos.size,
            dashboards: this.dashboards.size,
            pipelines: this.pipelines.size,
            logsMetrics: this.logsMetrics.size,
            tagConfigurations: this.tagConfigurations.size,
            downtimes: active.length,
            savedViews: own.length,
        };
        return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
    }
}

/** As the API writes times: to the microsecond, and with the zone as numbers. */
export function timeText(seconds: number): string {
    return new Date(seconds * 1000).toISOString().replace("Z", "000+00:00");
}
