import type { EventRecord, Evidence, LogRecord } from "../../evidence/evidence";
import type { ClusterSample, KubernetesEvent, LogLine, ServedRequest } from "../observer";
import { ClusterChecks } from "./clusterChecks";
import type { ClusterFacts } from "./clusterFacts";
import { eventRecord, isCollected } from "./eventRecords";
import { LogBook } from "./logBook";
import { OpenMetricsCheck } from "./openMetrics";
import { QueueCheck } from "./queueCheck";
import { SeriesBook } from "./seriesBook";

/** How often the agent samples. */
export const agentSeconds = 15;

/** When the checks run that a sample of that second is for. */
const dueBy = (at: number): number => Math.floor(at / agentSeconds) * agentSeconds;

/** What the agent sends to Datadog. */
export type Telegram = Required<
    Pick<Evidence, "series" | "distributions" | "events" | "uncollectedEvents" | "logs">
>;

/** Datadog's agent on the node: what it sends of a cluster, however long that lives. */
export class Agent {
    private readonly book = new SeriesBook(agentSeconds);
    private readonly checks: ClusterChecks;
    private readonly openMetrics: OpenMetricsCheck;
    private readonly queue: QueueCheck;
    private readonly logs: LogBook;
    private events: EventRecord[] = [];
    private uncollectedEvents: EventRecord[] = [];

    constructor(
        private readonly facts: ClusterFacts,
        /** Receives the line of every request; without it they are not even made. */
        requestLines?: (record: LogRecord) => void,
        /** Its checks come after that time, in seconds since the epoch; default: at once. */
        private sampledUntil = -Infinity,
    ) {
        this.checks = new ClusterChecks(facts, this.book);
        this.openMetrics = new OpenMetricsCheck(facts);
        this.queue = new QueueCheck(facts, this.book);
        this.logs = new LogBook(facts.namespace, facts, requestLines);
    }

    served(request: ServedRequest): void {
        this.openMetrics.served(request);
        this.logs.served(request);
    }

    /** Whether its checks run with the sample of that second. */
    isDue(at: number): boolean {
        return dueBy(at) > this.sampledUntil;
    }

    sampled(sample: ClusterSample): void {
        if (this.isDue(sample.at)) {
            const due = dueBy(sample.at);
            this.sampledUntil = due;
            this.checks.check(due, sample);
            this.openMetrics.scrape(due, sample.pods);
            this.queue.scrape(due, sample);
        }
    }

    event(event: KubernetesEvent): void {
        const events = isCollected(event) ? this.events : this.uncollectedEvents;
        events.push(eventRecord(event, this.facts));
    }

    log(line: LogLine): void {
        this.logs.write(line);
    }

    /** The facts have changed, and with them the tags of what is there already. */
    retag(): void {
        this.checks.retag();
        this.openMetrics.retag();
        this.queue.retag();
        this.logs.retag();
    }

    /** A line that is a record already. */
    keep(record: LogRecord): void {
        this.logs.keep(record);
    }

    /** What there is to send since the last time; of time spans, those that end by `until`. */
    take(until = Infinity): Telegram {
        const { records, metrics } = this.logs.take(until);
        const { events, uncollectedEvents } = this;
        this.events = [];
        this.uncollectedEvents = [];
        return {
            series: [...this.book.take(), ...this.openMetrics.takeSeries(), ...metrics.series],
            distributions: [...this.openMetrics.takeDistributions(), ...metrics.distributions],
            events,
            uncollectedEvents,
            logs: records,
        };
    }
}
