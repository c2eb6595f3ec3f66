import type { EventRecord, Evidence, LogRecord, RunRecord } from "../../evidence/evidence";
import type { TwinInput, TwinResult } from "../input";
import type {
    ClusterSample,
    EndedRequest,
    KubernetesEvent,
    LogLine,
    Observer,
    ServedRequest,
} from "../observer";
import { defaultNodeCpus } from "../physics/node";
import { ClusterChecks } from "./clusterChecks";
import { eventRecord, isCollected } from "./eventRecords";
import { FineSeries } from "./fineSeries";
import { LocustOutput } from "./locustOutput";
import { LogBook } from "./logBook";
import { OpenMetricsCheck } from "./openMetrics";
import { clusterFactsOf } from "./clusterFacts";
import type { ClusterFacts } from "./clusterFacts";
import { SeriesBook } from "./seriesBook";

/** How often the agent samples. */
const agentSeconds = 15;
/** Plots show the moment before the incident, and the longest back-off (300 s) after the load. */
const fineBeforeSeconds = 60;
const fineAfterSeconds = 420;

export interface TelemetryOptions {
    readonly input: TwinInput;
    /** What the run was; when it was comes from the simulation. */
    readonly run: Pick<RunRecord, "incident" | "remediation" | "users" | "settings">;
    /** Receives the line of every request; without it they are not even made. */
    readonly requestLines?: (record: LogRecord) => void;
}

/**
 * Watches a simulation as Datadog's agent, Locust and a person with a stop-watch would, and makes
 * evidence of it. What it holds grows with time and with what there is to watch, not with the
 * number of requests.
 */
export class Telemetry implements Observer {
    private readonly facts: ClusterFacts;
    private readonly book = new SeriesBook(agentSeconds);
    private readonly checks: ClusterChecks;
    private readonly openMetrics: OpenMetricsCheck;
    private readonly load: LocustOutput;
    private readonly logs: LogBook;
    private readonly fine: FineSeries;
    private readonly events: EventRecord[] = [];
    private readonly uncollectedEvents: EventRecord[] = [];
    private sampledUntil = -Infinity;

    constructor(private readonly options: TelemetryOptions) {
        const { input } = options;
        this.facts = clusterFactsOf(input);
        this.checks = new ClusterChecks(this.facts, this.book);
        this.openMetrics = new OpenMetricsCheck(this.facts);
        this.logs = new LogBook(input.namespace, this.facts, options.requestLines);
        this.load = new LocustOutput(this.facts, (record) => {
            this.logs.keep(record);
        });
        this.fine = new FineSeries(input.epoch - fineBeforeSeconds, this.facts.load?.job);
    }

    requestEnded(request: EndedRequest): void {
        this.load.ended(request);
        this.fine.ended(request);
    }

    requestServed(request: ServedRequest): void {
        this.openMetrics.served(request);
        this.logs.served(request);
        this.fine.served(request);
    }

    sampled(sample: ClusterSample): void {
        const { at, users, pods } = sample;
        this.load.sampled(at, users);
        this.fine.sampled(sample);
        const due = Math.floor(at / agentSeconds) * agentSeconds;
        if (due > this.sampledUntil) {
            this.sampledUntil = due;
            this.checks.check(due, sample);
            this.openMetrics.scrape(due, pods);
        }
    }

    event(event: KubernetesEvent): void {
        const events = isCollected(event) ? this.events : this.uncollectedEvents;
        events.push(eventRecord(event, this.facts));
    }

    log(line: LogLine): void {
        this.logs.write(line);
    }

    /** The evidence of the run; the telemetry is used up by it. */
    finish({ from, until, loadStart, loadEnd }: TwinResult): Evidence {
        const { input, run } = this.options;
        const { records, metrics } = this.logs.finish();
        return {
            format: 1,
            origin: "simulated",
            run: {
                ...run,
                seed: input.seed,
                hostSpeed: input.hostSpeed,
                nodeCpus: input.nodeCpus ?? defaultNodeCpus,
                from,
                until,
                loadStart,
                loadEnd,
            },
            series: [...this.book.series(), ...this.openMetrics.series(), ...metrics.series],
            distributions: [...this.openMetrics.distributions(), ...metrics.distributions],
            fine: this.fine.series(loadEnd + fineAfterSeconds),
            events: this.events,
            uncollectedEvents: this.uncollectedEvents,
            logs: records,
            requests: this.load.finish(),
        };
    }
}
