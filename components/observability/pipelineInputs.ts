import type * as datadog from "@pulumi/datadog";

import type {
    LogMetricDefinition,
    NestedPipeline,
    PipelineDefinition,
    Processor,
} from "../../datadog/pipeline/types";

/*
 * The pipeline in the provider's words. What the API assumes is said all the same: an update that
 * leaves a field out would otherwise show a difference for ever.
 */

type ProcessorInput = datadog.types.input.LogsCustomPipelineProcessor;
type InnerProcessorInput = datadog.types.input.LogsCustomPipelineProcessorPipelineProcessor;

/** What `datadog.LogsCustomPipeline` takes. */
export function pipelineInput(
    definition: PipelineDefinition,
    tags: readonly string[],
): datadog.LogsCustomPipelineArgs {
    return {
        name: definition.name,
        description: definition.description,
        filters: [{ query: definition.search }],
        isEnabled: true,
        tags: [...tags],
        processors: definition.processors.map((one): ProcessorInput =>
            one.kind === "pipeline" ? { pipeline: nested(one) } : processor(one),
        ),
    };
}

function nested({
    name,
    search,
    processors,
}: NestedPipeline): datadog.types.input.LogsCustomPipelineProcessorPipeline {
    return {
        name,
        filters: [{ query: search }],
        isEnabled: true,
        processors: processors.map(processor),
    };
}

function processor(one: Processor): InnerProcessorInput {
    const { name } = one;
    const common = { name, isEnabled: true };
    switch (one.kind) {
        case "grok-parser":
            return {
                grokParser: {
                    ...common,
                    source: "message",
                    samples: [...one.samples],
                    grok: {
                        matchRules: one.rules.join("\n"),
                        supportRules: one.helpers.join("\n"),
                    },
                },
            };
        case "category-processor":
            return {
                categoryProcessor: {
                    ...common,
                    target: one.target,
                    categories: one.categories.map((category) => ({
                        name: category.name,
                        filter: { query: category.search },
                    })),
                },
            };
        case "arithmetic-processor":
            return {
                arithmeticProcessor: {
                    ...common,
                    expression: one.expression,
                    target: one.target,
                    isReplaceMissing: false,
                },
            };
        case "attribute-remapper":
            return {
                attributeRemapper: {
                    ...common,
                    sourceType: "tag",
                    sources: [one.tag],
                    targetType: "attribute",
                    target: one.target,
                    // Else the tag would be gone, which queries and log-based metrics need.
                    preserveSource: true,
                    overrideOnConflict: true,
                },
            };
        case "service-remapper":
            return { serviceRemapper: { ...common, sources: [one.source] } };
        case "status-remapper":
            return { statusRemapper: { ...common, sources: [one.source] } };
    }
}

/** What `datadog.LogsMetric` takes. */
export function logMetricInput(definition: LogMetricDefinition): datadog.LogsMetricArgs {
    const { name, kind, search, attribute, hasPercentiles, groupBy } = definition;
    return {
        name,
        filter: { query: search },
        compute:
            attribute === undefined
                ? { aggregationType: kind }
                : {
                      aggregationType: kind,
                      path: `@${attribute}`,
                      includePercentiles: hasPercentiles,
                  },
        groupBies: groupBy.map((tag) => ({ path: tag, tagName: tag })),
    };
}
