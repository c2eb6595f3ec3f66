import type { EventRecord, Evidence, LogRecord, RunRecord, Tags } from "../../evidence/evidence";
import type { TwinInput, TwinResult } from "../input";
import type {
    ClusterSample,
    EndedRequest,
    KubernetesEvent,
    LogLine,
    Observer,
    PodSample,
    ServedRequest,
} from "../observer";
import { accessLine, isLogged, morganMilliseconds } from "./accessLog";
import { ClusterChecks } from "./clusterChecks";
import { eventRecord, isCollected } from "./eventRecords";
import { FineSeries } from "./fineSeries";
import { LoadRun } from "./loadRun";
import { LogFlood } from "./logFlood";
import { LogMetricSeries } from "./logMetrics";
import { OpenMetricsCheck } from "./openMetrics";
import { placeOf } from "./place";
import type { Place } from "./place";
import { SeriesBook } from "./seriesBook";
import { containerTags, shortImage } from "./tags";

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
    private readonly place: Place;
    private readonly book = new SeriesBook(agentSeconds);
    private readonly checks: ClusterChecks;
    private readonly openMetrics: OpenMetricsCheck;
    private readonly load: LoadRun;
    private readonly logMetrics: LogMetricSeries;
    private readonly fine: FineSeries;
    private readonly logs: LogRecord[] = [];
    private readonly flood = new LogFlood();
    private readonly events: EventRecord[] = [];
    private readonly uncollectedEvents: EventRecord[] = [];
    private readonly logTags = new Map<string, Tags>();
    private readonly isRouteLogged = new Map<string, boolean>();
    private sampledUntil = -Infinity;

    constructor(private readonly options: TelemetryOptions) {
        const { input } = options;
        this.place = placeOf(input);
        this.checks = new ClusterChecks(this.place, this.book);
        this.openMetrics = new OpenMetricsCheck(this.place);
        this.logMetrics = new LogMetricSeries(input.namespace);
        this.load = new LoadRun(this.place, (record) => {
            this.keep(record);
        });
        this.fine = new FineSeries(input.epoch - fineBeforeSeconds);
    }

    requestEnded(request: EndedRequest): void {
        this.load.ended(request);
        this.fine.ended(request);
    }

    requestServed(request: ServedRequest): void {
        const { pod, path, route, endedAt } = request;
        this.openMetrics.served(request);
        if (pod.deployment === "front-end" && this.isApi(route, path)) {
            this.logMetrics.responseTime(endedAt, morganMilliseconds(request.durationSeconds));
        }
        const { requestLines } = this.options;
        const line = requestLines && accessLine(request);
        if (requestLines !== undefined && line !== undefined) {
            requestLines(this.record(endedAt, pod, line.stream, line.message));
        }
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
        events.push(eventRecord(event, this.place));
    }

    log({ at, pod, stream, message }: LogLine): void {
        this.keep(this.record(at, pod, stream, message));
    }

    /** The evidence of the run; the telemetry is used up by it. */
    finish({ from, until, loadStart, loadEnd }: TwinResult): Evidence {
        const { input, run } = this.options;
        const fromLogs = this.logMetrics.results();
        return {
            format: 1,
            origin: "simulated",
            run: {
                ...run,
                seed: input.seed,
                hostSpeed: input.hostSpeed,
                from,
                until,
                loadStart,
                loadEnd,
            },
            series: [...this.book.series(), ...this.openMetrics.series(), ...fromLogs.series],
            distributions: [...this.openMetrics.distributions(), ...fromLogs.distributions],
            fine: this.fine.series(loadEnd + fineAfterSeconds),
            events: this.events,
            uncollectedEvents: this.uncollectedEvents,
            logs: this.logs,
            requests: this.load.finish(),
        };
    }

    private isApi(route: string, path: string): boolean {
        let isApi = this.isRouteLogged.get(route);
        if (isApi === undefined) {
            isApi = isLogged(path);
            this.isRouteLogged.set(route, isApi);
        }
        return isApi;
    }

    /** A line for each failed order would grow with the requests: of a flood, a sample is kept. */
    private keep(record: LogRecord): void {
        this.logMetrics.take(record);
        if (this.flood.admits(record)) {
            this.logs.push(record);
        } else {
            this.options.requestLines?.(record);
        }
    }

    private record(
        time: number,
        pod: PodSample,
        stream: "stdout" | "stderr",
        message: string,
    ): LogRecord {
        let tags = this.logTags.get(pod.containerId);
        if (tags === undefined) {
            tags = containerTags(pod, this.place).high;
            this.logTags.set(pod.containerId, tags);
        }
        const status = stream === "stderr" ? "error" : "info";
        return { time, message, status, service: shortImage(pod.image), tags };
    }
}
