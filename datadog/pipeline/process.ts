import type { LogRecord } from "../../evidence/evidence";
import { compileArithmetic } from "./arithmetic";
import { compileGrok } from "./grok";
import { logMatcher } from "./matchLog";
import type { AttributeValue, ProcessedLog } from "./processedLog";
import { statusOfLevel } from "./statusNames";
import type {
    ArithmeticProcessor,
    CategoryProcessor,
    GrokParser,
    NestedPipeline,
    PipelineDefinition,
    Processor,
} from "./types";

/** A log on its way through the pipeline. */
interface LogInWork extends ProcessedLog {
    status: string;
    service: string;
    readonly attributes: Record<string, AttributeValue>;
}

type Step = (log: LogInWork) => void;

/** Of a log that has been through another pipeline the attributes are kept. */
export type LogProcessor = (record: LogRecord | ProcessedLog) => ProcessedLog;

/**
 * What Datadog makes of a log line by this pipeline, for the processors that it uses. Lines that
 * are JSON from end to end are not looked into, as Datadog does before any pipeline.
 * @throws {Error} when the pipeline uses what this evaluator does not know.
 */
export function logProcessor(pipeline: PipelineDefinition): LogProcessor {
    const concerns = logMatcher(pipeline.search);
    const steps = pipeline.processors.map(compile);
    return (record) => {
        const attributes = "attributes" in record ? { ...record.attributes } : {};
        const log: LogInWork = { ...record, attributes };
        if (concerns(log)) {
            steps.forEach((step) => {
                step(log);
            });
        }
        return log;
    };
}

const compiled = new WeakMap<PipelineDefinition, LogProcessor>();

/** The same for one line; a pipeline is compiled once as long as the same object comes. */
export function processLog(record: LogRecord, pipeline: PipelineDefinition): ProcessedLog {
    const processor = compiled.get(pipeline) ?? logProcessor(pipeline);
    compiled.set(pipeline, processor);
    return processor(record);
}

function compile(processor: Processor | NestedPipeline): Step {
    switch (processor.kind) {
        case "pipeline":
            return nested(processor);
        case "grok-parser":
            return grok(processor);
        case "category-processor":
            return category(processor);
        case "arithmetic-processor":
            return arithmetic(processor);
        case "attribute-remapper":
            return ({ tags, attributes }) => {
                const value = tags[processor.tag];
                if (value !== undefined) {
                    attributes[processor.target] = value;
                }
            };
        case "service-remapper":
            return (log) => {
                log.service = String(log.attributes[processor.source] ?? log.service);
            };
        case "status-remapper":
            return (log) => {
                const level = log.attributes[processor.source];
                log.status = level === undefined ? log.status : statusOfLevel(String(level));
            };
    }
}

function nested({ search, processors }: NestedPipeline): Step {
    const concerns = logMatcher(search);
    const steps = processors.map(compile);
    return (log) => {
        if (concerns(log)) {
            steps.forEach((step) => {
                step(log);
            });
        }
    };
}

function grok(parser: GrokParser): Step {
    const parse = compileGrok(parser);
    return (log) => {
        Object.assign(log.attributes, parse(log.message));
    };
}

function category({ target, categories }: CategoryProcessor): Step {
    const choices = categories.map(({ name, search }) => ({ name, finds: logMatcher(search) }));
    return (log) => {
        const found = choices.find(({ finds }) => finds(log));
        if (found !== undefined) {
            log.attributes[target] = found.name;
        }
    };
}

function arithmetic({ expression, target }: ArithmeticProcessor): Step {
    const evaluate = compileArithmetic(expression);
    return ({ attributes }) => {
        const value = evaluate(attributes);
        if (value !== undefined) {
            attributes[target] = value;
        }
    };
}
