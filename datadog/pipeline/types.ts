/*
 * A log pipeline as data: the processors that this stack uses, under Datadog's names and with its
 * fields. They run in order, and each sees what those before it have made.
 */

/** Parses the message; the first rule that matches it from end to end is taken, and no other. */
export interface GrokParser {
    readonly kind: "grok-parser";
    readonly name: string;
    /** Lines like those that are meant; Datadog keeps five of at most 5,000 characters. */
    readonly samples: readonly string[];
    /** A name, a space and the pattern; the order counts. */
    readonly rules: readonly string[];
    /** Patterns that rules refer to by name. */
    readonly helpers: readonly string[];
}

/** Sets an attribute to the name of the first category whose search finds the log. */
export interface CategoryProcessor {
    readonly kind: "category-processor";
    readonly name: string;
    readonly target: string;
    readonly categories: readonly { readonly name: string; readonly search: string }[];
}

/** Sets an attribute to a formula of others; skipped when one of them is missing. */
export interface ArithmeticProcessor {
    readonly kind: "arithmetic-processor";
    readonly name: string;
    readonly expression: string;
    readonly target: string;
}

/** Copies a tag into an attribute: other processors do not read tags. */
export interface TagRemapper {
    readonly kind: "attribute-remapper";
    readonly name: string;
    readonly tag: string;
    readonly target: string;
}

/** Makes an attribute the log's service, or its status. Logs without the attribute keep theirs. */
export interface ReservedRemapper {
    readonly kind: "service-remapper" | "status-remapper";
    readonly name: string;
    readonly source: string;
}

export type Processor =
    GrokParser | CategoryProcessor | ArithmeticProcessor | TagRemapper | ReservedRemapper;

/** A pipeline in the pipeline: its processors run only for the logs that its search finds. */
export interface NestedPipeline {
    readonly kind: "pipeline";
    readonly name: string;
    readonly search: string;
    /** Datadog nests one level deep. */
    readonly processors: readonly Processor[];
}

export interface PipelineDefinition {
    readonly name: string;
    readonly description: string;
    /** Must do without full-text search (`*:word`), which pipelines do not know. */
    readonly search: string;
    readonly processors: readonly (Processor | NestedPipeline)[];
}

/** A metric made of the logs that a search finds; grouped by tags of the logs. */
export interface LogMetricDefinition {
    readonly name: string;
    readonly kind: "count" | "distribution";
    readonly search: string;
    /** Attribute whose values are distributed; a count has none. */
    readonly attribute: string | undefined;
    readonly hasPercentiles: boolean;
    readonly groupBy: readonly string[];
}
