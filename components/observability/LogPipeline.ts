import * as datadog from "@pulumi/datadog";
import * as pulumi from "@pulumi/pulumi";

import { logPipeline } from "./pipeline/definition";
import { logMetrics } from "./pipeline/logMetrics";
import { logMetricInput, pipelineInput } from "./pipelineInputs";

export interface LogPipelineArgs {
    /** Of the shop and the load; plain, because names and searches are made of it. */
    namespace: string;
    /** On the pipeline; log-based metrics carry the tags of the logs instead. */
    tags: readonly string[];
}

/**
 * What makes the shop's log lines searchable by response time, status and service, and the metrics
 * that are made of them. Log-based metrics have fixed names, one set per account: a second stack in
 * the same account is refused by Datadog ("already exists").
 */
export class LogPipeline extends pulumi.ComponentResource {
    /** Datadog's id of the pipeline. */
    readonly pipelineId: pulumi.Output<string>;
    /** Names of the log-based metrics. */
    readonly metricNames: readonly string[];

    constructor(name: string, args: LogPipelineArgs, opts?: pulumi.ComponentResourceOptions) {
        super("sockshop:observability:LogPipeline", name, {}, opts);
        const metrics = logMetrics(args);

        const pipeline = new datadog.LogsCustomPipeline(
            `${name}-pipeline`,
            pipelineInput(logPipeline(args), args.tags),
            { parent: this },
        );
        for (const metric of metrics) {
            new datadog.LogsMetric(
                `${name}-${metric.name.replace(/^sockshop\./, "").replace(/[._]/g, "-")}`,
                logMetricInput(metric),
                {
                    parent: this,
                    // A metric counts from the moment it exists: with the pipeline, not before it.
                    dependsOn: pipeline,
                    // Its name is its id, so that the new one cannot come first.
                    deleteBeforeReplace: true,
                },
            );
        }
        this.pipelineId = pipeline.id;
        this.metricNames = metrics.map((metric) => metric.name);

        this.registerOutputs({ pipelineId: this.pipelineId, metricNames: this.metricNames });
    }
}
