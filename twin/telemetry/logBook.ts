import type { LogRecord, Tags } from "../../evidence/evidence";
import type { LogLine, PodSample, ServedRequest } from "../observer";
import { accessLine, isLogged, morganMilliseconds } from "./accessLog";
import { LogFlood } from "./logFlood";
import { LogMetricSeries } from "./logMetrics";
import type { ClusterFacts } from "./clusterFacts";
import { containerTags, shortImage } from "./tags";

/** The log lines of a run that are kept, and the metrics that the pipeline makes of all of them. */
export class LogBook {
    private records: LogRecord[] = [];
    private readonly flood = new LogFlood();
    private readonly metrics: LogMetricSeries;
    private readonly tagsOf = new Map<string, Tags>();
    private readonly isRouteLogged = new Map<string, boolean>();

    constructor(
        namespace: string,
        private readonly facts: ClusterFacts,
        /** Receives the line of every request; without it they are not even made. */
        private readonly requestLines: ((record: LogRecord) => void) | undefined,
    ) {
        this.metrics = new LogMetricSeries(namespace);
    }

    /** The line of a request: of errors it is kept, like any other line. */
    served(request: ServedRequest): void {
        const { pod, path, route, endedAt } = request;
        if (pod.deployment === "front-end" && this.isApi(route, path)) {
            this.metrics.responseTime(endedAt, morganMilliseconds(request.durationSeconds));
        }
        const isFailed = pod.deployment === "front-end" && request.status >= 500;
        const isError = isFailed || request.error !== undefined;
        const line =
            isError || this.requestLines
                ? accessLine(request, this.facts.clockAt?.(endedAt))
                : undefined;
        if (line === undefined) {
            return;
        }
        const record = this.record(endedAt, pod, line.stream, line.message);
        if (isError) {
            this.store(record);
        } else {
            this.requestLines?.(record);
        }
    }

    /** Any other line of a container. */
    write({ at, pod, stream, message }: LogLine): void {
        this.keep(this.record(at, pod, stream, message));
    }

    keep(record: LogRecord): void {
        this.metrics.take(record);
        this.store(record);
    }

    /** A line for each failed order would grow with the requests: of a flood, a sample is kept. */
    private store(record: LogRecord): void {
        if (this.flood.admits(record)) {
            this.records.push(record);
        } else {
            this.requestLines?.(record);
        }
    }

    /** The tags are to be made anew. */
    retag(): void {
        this.tagsOf.clear();
    }

    /** What has come since the last time; of metrics, the steps that end by then. */
    take(until: number): {
        readonly records: readonly LogRecord[];
        readonly metrics: ReturnType<LogMetricSeries["takeUntil"]>;
    } {
        const { records } = this;
        this.records = [];
        return { records, metrics: this.metrics.takeUntil(until) };
    }

    private isApi(route: string, path: string): boolean {
        let isApi = this.isRouteLogged.get(route);
        if (isApi === undefined) {
            isApi = isLogged(path);
            this.isRouteLogged.set(route, isApi);
        }
        return isApi;
    }

    private record(
        time: number,
        pod: PodSample,
        stream: LogLine["stream"],
        message: string,
    ): LogRecord {
        let tags = this.tagsOf.get(pod.containerId);
        if (tags === undefined) {
            tags = containerTags(pod, this.facts).high;
            this.tagsOf.set(pod.containerId, tags);
        }
        const status = stream === "stderr" ? "error" : "info";
        return { time, message, status, service: shortImage(pod.image), tags };
    }
}
