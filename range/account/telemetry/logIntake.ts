/** What happens to a log line on its way in: the account's pipelines, then its log-based metrics. */
import { LogMetricFeed, type LogMetricPoint } from "../../../datadog/pipeline/logMetricFeed";
import { type LogProcessor, logProcessor } from "../../../datadog/pipeline/process";
import type { ProcessedLog } from "../../../datadog/pipeline/processedLog";
import type { LogRecord } from "../../../evidence/evidence";
import type { Fields } from "../http/exchange";
import { isMadeBySender } from "./logMetricNames";
import { logMetricOf, pipelineOf } from "./pipelines";

/** What an account configures for its logs, as its API has it. */
export interface LogConfiguration {
    readonly pipelines: ReadonlyMap<string, Fields>;
    readonly pipelineOrder: readonly string[];
    readonly logsMetrics: ReadonlyMap<string, Fields>;
}

export interface TakenIn {
    readonly logs: readonly ProcessedLog[];
    readonly points: readonly LogMetricPoint[];
}

export class LogIntake {
    private readonly compiled = new WeakMap<Fields, LogProcessor | "off">();

    constructor(private readonly configuration: LogConfiguration) {}

    /** Sends lines through all pipelines, in their order, and makes metrics of what comes out. */
    take(records: readonly LogRecord[]): TakenIn {
        const { pipelines, pipelineOrder, logsMetrics } = this.configuration;
        const processors = pipelineOrder
            .map((id) => this.processorOf(pipelines.get(id)))
            .filter((one) => one !== "off");
        const feed = new LogMetricFeed(
            [...logsMetrics]
                .filter(([name]) => !isMadeBySender(name))
                .map(([, stored]) => logMetricOf(stored)),
        );
        const logs = records.map((record) =>
            processors.reduce<ProcessedLog>((log, process) => process(log), {
                ...record,
                attributes: {},
            }),
        );
        return { logs, points: logs.flatMap((log) => feed.take(log)) };
    }

    /** A pipeline of which not all is understood does nothing: lines come in all the same. */
    private processorOf(stored: Fields | undefined): LogProcessor | "off" {
        if (stored === undefined) {
            return "off";
        }
        let processor = this.compiled.get(stored);
        if (processor === undefined) {
            processor = compiled(stored);
            this.compiled.set(stored, processor);
        }
        return processor;
    }
}

function compiled(stored: Fields): LogProcessor | "off" {
    try {
        const definition = pipelineOf(stored);
        return definition === undefined ? "off" : logProcessor(definition);
    } catch {
        return "off";
    }
}
