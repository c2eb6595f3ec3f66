import type {
    GrokParser,
    PipelineDefinition,
    Processor,
} from "../../../../../datadog/pipeline/types";

/** All processors, those of nested pipelines in their place. */
export function processorsOf({ processors }: PipelineDefinition): readonly Processor[] {
    return processors.flatMap((one) => (one.kind === "pipeline" ? one.processors : [one]));
}

export function grokParsersOf(pipeline: PipelineDefinition): readonly GrokParser[] {
    return processorsOf(pipeline).filter((one) => one.kind === "grok-parser");
}
