import { type LogProcessor, logProcessor } from "../../pipeline/process";
import type { ProcessedLog } from "../../pipeline/processedLog";
import type { PipelineDefinition } from "../../pipeline/types";
import type { EventRecord, Evidence, LogRecord } from "../../../evidence/evidence";

/** Logs and events of a run as Datadog indexes them, by time. */
export interface SearchRecords {
    readonly logs: readonly ProcessedLog[];
    readonly events: readonly ProcessedLog[];
}

/** The log pipeline of a namespace. */
export type PipelineOf = (scope: { readonly namespace: string }) => PipelineDefinition;

/** Sends the log lines through the log pipeline, which each namespace has of its own. */
export function searchRecords(evidence: Evidence, pipelineOf: PipelineOf): SearchRecords {
    const processors = new Map<string, LogProcessor>();
    const processed = (record: LogRecord): ProcessedLog => {
        const { kube_namespace: namespace } = record.tags;
        if (namespace === undefined) {
            // Of no Kubernetes, and so of no shop.
            return { ...record, attributes: {} };
        }
        const processor = processors.get(namespace) ?? logProcessor(pipelineOf({ namespace }));
        processors.set(namespace, processor);
        return processor(record);
    };
    const byTime = (one: ProcessedLog, other: ProcessedLog): number => one.time - other.time;
    return {
        logs: evidence.logs.map(processed).sort(byTime),
        events: evidence.events.map(asRecord).sort(byTime),
    };
}

/** An event as it is searched. */
export function asRecord({ time, title, text, tags }: EventRecord): ProcessedLog {
    return {
        time,
        message: `${title}\n${text}`,
        tags,
        status: tags.status ?? "info",
        service: tags.service ?? "",
        attributes: {},
    };
}
