import { logPipeline } from "../../components/observability/pipeline/definition";
import { LogMetricFeed } from "../../datadog/pipeline/logMetricFeed";
import { logMetrics } from "../../components/observability/pipeline/logMetrics";
import { logProcessor } from "../../datadog/pipeline/process";
import type { LogProcessor } from "../../datadog/pipeline/process";
import type { DistributionSeries, LogRecord, Series, Tags } from "../../evidence/evidence";
import { SketchBuilder } from "../../evidence/sketch";
import { DistributionWriter, SeriesWriter } from "./seriesBook";

/** Datadog keeps log-based metrics in steps of ten seconds. */
const logMetricSeconds = 10;

/** One metric with one set of tags: what has come in the current step, and all steps before. */
class Output {
    private readonly sketch = new SketchBuilder();
    private readonly distribution: DistributionWriter;
    private readonly counts: SeriesWriter;
    private step = -1;
    private count = 0;

    constructor(
        private readonly kind: "count" | "distribution",
        metric: string,
        tags: Tags,
    ) {
        this.distribution = new DistributionWriter(metric, tags, logMetricSeconds);
        this.counts = new SeriesWriter(metric, tags, logMetricSeconds);
    }

    add(time: number, value: number): void {
        const step = Math.floor(time / logMetricSeconds);
        if (step !== this.step) {
            this.flush();
            this.step = step;
        }
        if (this.kind === "distribution") {
            this.sketch.add(value);
        } else {
            this.count += value;
        }
    }

    flush(): void {
        const time = this.step * logMetricSeconds;
        this.distribution.push(time, this.sketch.take());
        if (this.count > 0) {
            this.counts.push(time, this.count);
            this.count = 0;
        }
    }

    /** The steps that end by that time and have not been taken. */
    take(until: number): readonly [DistributionSeries | undefined, Series | undefined] {
        if ((this.step + 1) * logMetricSeconds <= until) {
            this.flush();
        }
        return [this.distribution.take(), this.counts.take()];
    }
}

/**
 * The log-based metrics. Lines that are kept go through the very pipeline that the stack deploys;
 * response times, of which there is one for each request, are added without making the line.
 */
export class LogMetricSeries {
    private readonly process: LogProcessor;
    private readonly feed: LogMetricFeed;
    private readonly outputs = new Map<string, Output>();
    private responseTimes: Output | undefined;

    constructor(private readonly namespace: string) {
        this.process = logProcessor(logPipeline({ namespace }));
        this.feed = new LogMetricFeed(logMetrics({ namespace }));
    }

    take(record: LogRecord): void {
        for (const { metric, kind, tags, time, value } of this.feed.take(this.process(record))) {
            this.output(kind, metric, tags).add(time, value);
        }
    }

    /** What the front-end's access log says of a request, in ms. */
    responseTime(time: number, milliseconds: number): void {
        this.responseTimes ??= this.output("distribution", "sockshop.response_time", {
            kube_namespace: this.namespace,
            kube_container_name: "front-end",
        });
        this.responseTimes.add(time, milliseconds);
    }

    takeUntil(until: number): {
        readonly distributions: DistributionSeries[];
        readonly series: Series[];
    } {
        const distributions: DistributionSeries[] = [];
        const series: Series[] = [];
        for (const output of this.outputs.values()) {
            const [distribution, counts] = output.take(until);
            distributions.push(...(distribution === undefined ? [] : [distribution]));
            series.push(...(counts === undefined ? [] : [counts]));
        }
        return { distributions, series };
    }

    private output(kind: "count" | "distribution", metric: string, tags: Tags): Output {
        const key = `${metric} ${JSON.stringify(tags)}`;
        let output = this.outputs.get(key);
        if (output === undefined) {
            output = new Output(kind, metric, tags);
            this.outputs.set(key, output);
        }
        return output;
    }
}
